import type zh from '../../zh/desk/afterDelivery'

const en: typeof zh = {
  prices: 'Delivered prices',
  pricesText: 'Stores took goods in at another price than they were ordered at. You decide whether it is the new price.',
  pricesNone: 'No price waits for you',
  pricesNoneText: 'A delivery that is charged otherwise than it was ordered appears here.',
  packOf: '{price} for {units} × {unit}',
  now: 'Now',
  told: 'Delivery note',
  perUnitUp: '{percent} dearer per {unit}',
  perUnitDown: '{percent} cheaper per {unit}',
  perUnitSame: 'Same price per {unit}, another pack',
  wasFree: 'Was free before',
  toldBy: '{store}, {person}, {moment}',
  timesTold: '{count} deliveries came at this price',
  accept: 'Take the new price',
  leave: 'Leave it',
  accepted: 'Kept; the next orders are reckoned at the new price',
  left: 'Left; the product stays as it was',
  unreachable: 'The server could not be reached, nothing was kept',
}

export default en
