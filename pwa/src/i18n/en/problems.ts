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
  'wrong-password': 'Login name or password is wrong.',
  'too-many-tries': 'Too many tries. Please wait a few minutes.',
  'sign-in-needed': 'Please sign in again. What is on this phone is kept.',
  forbidden: 'Your post does not allow this.',
  'not-found': 'It is gone, or outside what you look after.',
  'already-sent': 'This record was already uploaded with other content; the server kept what it had.',
  'out-of-date': 'Things have changed meanwhile; please open it and look.',
  unacceptable: 'Some of it needs another look.',
  'bad-document': 'Something in it is missing or malformed.',
  'photo-name-mismatch': 'The photo was damaged on its way; please retry.',
  'photo-too-large': 'The photo is larger than allowed.',
  'photo-unreadable': 'The photo cannot be opened; please take it again.',
  'photo-kind-unsupported': 'Please use a JPEG, PNG or WebP photo.',
  server: 'Something went wrong on the server; it is tried again by itself.',
  'photo-lost': 'This photo is no longer on the phone.',
  'field_already-ordered': 'There is already an order for this delivery.',
  'field_too-few': 'A product is below its minimum order.',
  'field_not-a-multiple': 'A product is not in the multiple it is sold in.',
  'field_not-sold': 'The supplier no longer sells one of the products.',
}

export default messages
