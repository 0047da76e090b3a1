import type zh from '../zh/problems'

const messages: typeof zh = {
  unknown: 'The server did not accept it and gave no reason.',
  status400: 'The server could not read it.',
  status403: 'Your post does not allow this.',
  status404: 'It is gone, or outside what you look after.',
  status409: 'The same record was already uploaded with other content.',
  status413: 'The file is too large.',
  status415: 'This kind of file is not supported.',
  status422: 'Something in it is wrong; the server did not accept it.',
  'photo-lost': 'This photo is no longer on the phone.',
}

export default messages
