import type zh from '../../zh/desk/forms'

const messages: typeof zh = {
  kept: 'Saved',
  unreachable: 'The server was not reached. What you changed is still here; please try again.',
  lookAgain: '{count} {count:place needs|places need} another look; see the marks below.',
  notKept: 'Your changes are not saved. Tap again to leave all the same.',
  save: 'Save',
  asItWas: 'As it was',
  copy: 'Copy',
  copied: 'Copied',
  copyYourself: 'It is selected; please copy it yourself.',
}

export default messages
