/** The region tree in the order in which it is read; pure. */
import type { Bilingual } from '@/i18n'

export interface TreeNode { id: string; parent: string | null; name: Bilingual }
export type Placed<T> = T & { depth: number }

/** Parents before children, each as deep as it lies; what lies nowhere known stands on top. */
export function inOrder<T extends TreeNode>(nodes: readonly T[]): Placed<T>[] {
  const known = new Set(nodes.map(({ id }) => id))
  const children = new Map<string | null, T[]>()
  for (const one of nodes) {
    const parent = one.parent && known.has(one.parent) ? one.parent : null
    children.set(parent, [...(children.get(parent) ?? []), one])
  }
  const under = (parent: string | null, depth: number): Placed<T>[] => (children.get(parent) ?? []).flatMap((one) => [{ ...one, depth }, ...under(one.id, depth + 1)])
  return under(null, 0)
}

/** A region and everything below it, where it cannot be moved to. */
export function within(nodes: readonly TreeNode[], id: string): Set<string> {
  const found = new Set([id])
  for (const one of inOrder(nodes)) if (one.parent && found.has(one.parent)) found.add(one.id)
  return found
}

/** The regions above one, from the root down. */
export function above<T extends TreeNode>(nodes: readonly T[], id: string): T[] {
  const one = nodes.find((node) => node.id === id)
  const parent = one && nodes.find((node) => node.id === one.parent)
  return parent ? [...above(nodes, parent.id), parent] : []
}
