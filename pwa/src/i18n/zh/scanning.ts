export default {
  library: '识别组件没有加载成功，请联网后再试一次。',
  nothing: '这张图片里没有找到码，请换一张。',
  fromPicture: '从图片识别',
}
