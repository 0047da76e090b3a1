import { expect, test } from 'vitest'
import { open, readHead, seal } from './sealed-file'

const MIRA = { id: 'mira', login: 'mira', name: '米拉' }
const content = (): Uint8Array<ArrayBuffer> => new TextEncoder().encode('三条记录 three records')
const PASSPHRASE = '绿色 trolley 7'

test('what was sealed opens with its passphrase and with no other', async () => {
  const file = await seal(MIRA, content(), PASSPHRASE)
  expect(await open(file, PASSPHRASE)).toEqual(content())
  expect(await open(file, `${PASSPHRASE}.`)).toBeNull()
})

test('whose it is can be read without the passphrase, and nothing of what it holds', async () => {
  const file = await seal(MIRA, content(), PASSPHRASE)
  expect((await readHead(file))?.person).toEqual(MIRA)
  expect(await file.text()).not.toContain('three records')
})

test.each(['head', 'body'])('one changed byte in the %s keeps it shut', async (where) => {
  const bytes = new Uint8Array(await (await seal(MIRA, content(), PASSPHRASE)).arrayBuffer())
  if (where === 'body') bytes[bytes.length - 1]! ^= 1
  const text = where === 'head' ? new TextDecoder('latin1').decode(bytes).replace('"login":"mira"', '"login":"mirb"') : ''
  const changed = where === 'head' ? Uint8Array.from(text, (sign) => sign.charCodeAt(0)) : bytes
  expect(await open(new Blob([changed]), PASSPHRASE)).toBeNull()
})

test.each(['', 'hello', '{"storewalk":"unsent"}\n', '{"storewalk":"unsent","version":1,"person":{"id":"x"},"iterations":1}\n'])(
  'another file (%s) is not ours', async (text) => expect(await readHead(new Blob([text]))).toBeNull(),
)
