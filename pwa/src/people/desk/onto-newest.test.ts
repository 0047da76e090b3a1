import { expect, test } from 'vitest'
import { ontoNewest } from '@/people/desk/onto-newest'
import type { Held } from '@/people/desk/role-places'
import type { Wire } from '@/wire'

const at = (store: string): Held => ({ role: 'staff', region: null, store })
const read: Wire<'PersonDocument'> = { login: 'mei', name: 'Mei', phone: null, email: null, locale: 'zh', active: true, posts: [at('a'), at('b')] }

test('what I changed stays, and what I did not touch is the newest', () => {
  const merged = ontoNewest(read, { ...read, name: 'Mei Lin' }, { ...read, phone: '13900001234', posts: [at('a')] })
  expect(merged).toEqual({ ...read, name: 'Mei Lin', phone: '13900001234', posts: [at('a')] })
})

test('posts of both of us are begun and ended', () => {
  const mine = { ...read, posts: [at('a'), at('c')] }
  const newest = { ...read, posts: [at('b'), at('d')] }
  expect(ontoNewest(read, mine, newest).posts).toEqual([at('d'), at('c')])
})

test('a post that both of us began is there once', () => {
  const both = { ...read, posts: [...read.posts, at('c')] }
  expect(ontoNewest(read, both, both).posts).toEqual([at('a'), at('b'), at('c')])
})
