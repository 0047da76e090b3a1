import type zh from '../zh/scanning'

const messages: typeof zh = {
  library: 'The reader could not be loaded. Try again with a network.',
  nothing: 'There is no code in this picture. Try another.',
  fromPicture: 'Read from a picture',
}

export default messages
