/** Which role is held where; the table is the server's own, and a test holds them together. */
import type { Role } from '@/offline'

export type Place = 'company' | 'region' | 'store'
export interface Held { role: Role; region: string | null; store: string | null }

export const PLACES: Record<Role, Place[]> = {
  staff: ['store'],
  store_manager: ['store'],
  supervisor: ['company', 'region', 'store'],
  hq: ['company'],
  admin: ['company'],
  maintenance: ['company', 'region', 'store'],
}
export const ROLES = Object.keys(PLACES) as Role[]

export function placeOf(post: Held): Place {
  return post.store ? 'store' : post.region ? 'region' : 'company'
}

/** The same post in another role: its place stays where the role may be held there, else it is still to be chosen. */
export function inRole(post: Held, role: Role): Held {
  return PLACES[role].includes(placeOf(post)) ? { ...post, role } : { role, region: null, store: null }
}

/** Whether a role and its place go together, so that the post can be kept. */
export function isPlaced(post: Held): boolean {
  return PLACES[post.role].includes(placeOf(post))
}

export function samePost(one: Held, other: Held): boolean {
  return one.role === other.role && one.region === other.region && one.store === other.store
}
