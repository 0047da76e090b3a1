"""The columns of a file of history, with headings by which they are known."""

from backend.importing.columns import Field

FIELDS = (
    Field("store", "门店编码", "Store", ("门店", "店号", "门店编号", "store code", "shop", "site"), 12),
    Field("day", "日期", "Date", ("营业日期", "销售日期", "day", "business date", "sales date"), 12),
    Field("sku", "商品编码", "SKU", ("货号", "编码", "商品编号", "product code", "item code", "code"), 14),
    Field("units", "用量", "Units", ("销量", "数量", "销售数量", "sold", "quantity", "qty", "usage"), 10),
    Field("out", "缺货", "Out of stock", ("断货", "售罄", "sold out", "stock-out"), 10),
    Field("revenue", "营业额", "Revenue", ("销售额", "营收", "金额", "sales", "turnover", "amount"), 14),
)
