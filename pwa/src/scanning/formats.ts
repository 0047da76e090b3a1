/** What is printed on goods, shelves and doors. */
import type { BarcodeFormat } from 'barcode-detector/ponyfill'

export const PRINTED: readonly BarcodeFormat[] = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf', 'qr_code', 'data_matrix']
