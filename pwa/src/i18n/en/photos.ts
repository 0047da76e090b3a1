import type zh from '../zh/photos'

const messages: typeof zh = {
  take: 'Take a photo',
  viewfinder: 'Viewfinder',
  shoot: 'Press the shutter',
  torch: 'Light',
  opening: 'Opening the camera…',
  working: 'Preparing the photo…',
  phoneCamera: 'Phone camera',
  deniedTitle: 'The camera is not allowed',
  deniedText: 'The button below opens the phone’s own camera, which works just as well. Or allow the camera in the browser’s settings.',
  missingTitle: 'The camera does not open',
  missingText: 'Another app may be using it. The button below opens the phone’s own camera, which works just as well.',
  warn_blurred: 'This photo may be blurred',
  warn_dark: 'This photo may be too dark',
  retake: 'Retake',
  unreadable: 'This phone cannot show that kind of photo; it is kept and uploaded as it is.',
  noRoom: 'This phone has no room for another photo. Answers are still saved; free some space and take it again.',
  failed: 'The photo was not taken. Please try again.',
  noPosition: 'No position',
  likenesses: 'Photos that look used before: {count}',
  likenessText: 'These photos are nearly the same as ones shown earlier. Compare them before you conclude anything; nothing was blocked.',
  likeHere: 'This time',
  likeBefore: 'Before',
  likeOtherStore: 'Shown in another store',
  likeSameQuestion: 'Shown here for the same question',
  likeOtherQuestion: 'Shown here for another question',
  likeOpen: 'Open that visit',
  likeOutOfReach: 'The other photo is in a store out of your reach. Ask HQ to compare them.',
}

export default messages
