export default {
  rules: '门店工作量',
  rulesText: '门店手机上“这班还有约几分钟的事”，以及催办和计划发出前的账单，都按这里计算。',
  fix: '整改一项（分钟）',
  shiftMinutes: '每班最多安排（分钟）',
  orderMinutes: '一次订货（分钟）',
  orderLineSeconds: '订货每种商品（秒）',
  receiveMinutes: '一次收货（分钟）',
  receiveLineSeconds: '收货每种商品（秒）',
  countProductSeconds: '盘点每种商品（秒）',
  countDays: '几天没盘就要盘（0 为不提醒）',
  startOver: '恢复',
}
