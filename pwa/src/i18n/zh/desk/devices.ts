export default {
  title: '有未上传内容的设备',
  text: '这里只有条数和时间，看不到内容。内容在上传之前只存在那台设备里。',
  noneTitle: '没有积压',
  noneText: '所有设备都说已经全部上传。',
  records: '自{day}起有 {count} 条记录未上传',
  photos: '另有 {count} 张照片',
  photosOnly: '自{day}起有 {count} 张照片未上传',
  seen: '{ago}联系过',
  refused: '{count} 条待处理',
  late: '超过 24 小时',
}
