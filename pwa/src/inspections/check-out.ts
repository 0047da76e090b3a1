/** The end of a visit: when and where it was handed in; nobody is kept waiting for a satellite. */
import { clockedStamps } from '@/offline'
import { distanceMetres, locateIfAllowed } from '@/photos/position'
import type { Wire } from '@/wire'

const PATIENCE = 3000

export async function checkOutFrom({ latitudeE7, longitudeE7 }: Wire<'StoreCard'>): Promise<Wire<'CheckOut'>> {
  const stamps = clockedStamps()
  const waited = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE))
  const position = await Promise.race([locateIfAllowed(), waited])
  const known = position && latitudeE7 !== null && longitudeE7 !== null
  const metres = known ? distanceMetres(position, { latitudeE7, longitudeE7 }) : null
  return { ...stamps, position, noPosition: position ? null : 'unavailable', distanceMetres: metres }
}
