export default {
  kept: '已保存',
  unreachable: '没有送到服务器。您改的内容还在这里，请再试一次。',
  lookAgain: '有 {count} 处要再看一下，已在下面标出。',
  notKept: '改动还没有保存。再点一次就离开。',
  save: '保存',
  asItWas: '恢复原样',
  copy: '复制',
  copied: '已复制',
  copyYourself: '已选中，请自己复制。',
}
