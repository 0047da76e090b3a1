"""The columns of a product file, with headings by which they are known."""

from backend.importing.columns import Field

FIELDS = (
    Field("sku", "商品编码", "SKU", ("货号", "编码", "商品编号", "product code", "item code", "code"), 14),
    Field("name_zh", "商品名称", "Name (Chinese)", ("名称", "品名", "商品名", "中文名称", "name zh"), 30),
    Field(
        "name_en",
        "英文名称",
        "Name",
        ("name (english)", "english name", "product name", "name en", "title"),
        30,
    ),
    Field("barcode", "条码", "Barcode", ("国际条码", "商品条码", "ean", "gtin", "upc", "ean13"), 18),
    Field("category", "分类", "Category", ("类别", "品类", "大类", "group"), 14),
    Field("unit_zh", "最小单位", "Base unit (Chinese)", ("单位", "计量单位")),
    Field("unit_en", "最小单位（英文）", "Base unit", ("unit", "base unit (english)")),
    Field("storage", "储存方式", "Storage", ("温层", "存储条件", "storage class", "temperature")),
    Field("life", "保质期（天）", "Shelf life (days)", ("保质期", "保质期天数", "shelf life")),
    Field("supplier", "供应商编码", "Supplier", ("供应商", "supplier code", "vendor")),
    Field("pack", "箱规", "Pack size", ("件装数", "箱入数", "units per pack", "case size")),
    Field("price", "箱价", "Pack price", ("进价", "采购价", "price", "cost")),
    Field("minimum", "起订量（箱）", "Minimum packs", ("起订量", "最小起订量", "minimum order")),
    Field("multiple", "订货倍数（箱）", "Multiple", ("订货倍数", "倍数", "order multiple")),
    Field("maximum", "最多订（箱）", "Maximum packs", ("最大订量", "maximum order")),
    Field("display", "最小陈列", "Minimum display", ("陈列量", "min display", "facing")),
    Field("capacity", "货架容量", "Shelf capacity", ("容量", "capacity")),
    Field("active", "在售", "Active", ("状态", "启用", "status")),
)
