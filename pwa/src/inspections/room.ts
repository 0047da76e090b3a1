/** A visit takes about forty photos of half a megabyte; answers always find room before photos do. */
const NEEDED = 60_000_000

export async function hasRoom(): Promise<boolean> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? ({} as StorageEstimate)
  return quota === undefined || usage === undefined || quota - usage > NEEDED
}
