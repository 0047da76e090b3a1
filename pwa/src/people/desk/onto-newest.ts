/** Puts what I changed onto what somebody else changed meanwhile; pure. */
import { samePost, type Held } from '@/people/desk/role-places'
import type { Wire } from '@/wire'

type Person = Wire<'PersonDocument'>

/** What I did not touch is as it is now; posts that I began and ended are begun and ended in the newest list. */
export function ontoNewest(read: Person, mine: Person, newest: Person): Person {
  const names = Object.keys(newest) as (keyof Person)[]
  const touched = names.filter((name) => JSON.stringify(mine[name]) !== JSON.stringify(read[name]))
  const merged = { ...newest, ...Object.fromEntries(touched.map((name) => [name, mine[name]])) }
  return touched.includes('posts') ? { ...merged, posts: postsOnto(read.posts, mine.posts, newest.posts) } : merged
}

function postsOnto(read: Held[], mine: Held[], newest: Held[]): Held[] {
  const among = (list: Held[]) => (post: Held) => list.some((other) => samePost(post, other))
  const stayed = newest.filter((post) => !among(read)(post) || among(mine)(post))
  return [...stayed, ...mine.filter((post) => !among(read)(post) && !among(stayed)(post))]
}
