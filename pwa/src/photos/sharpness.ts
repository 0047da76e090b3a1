/** Whether a picture can prove anything; a warning while one still stands there, never an obstacle. */
export type PhotoWarning = 'blurred' | 'dark'

// Measured on a grey copy of 256 px: a hand-held shelf lies above 150, the same one shaken below 20.
const BLURRED_BELOW = 24
const DARK_BELOW = 38

export function judgePicture(rgba: Uint8ClampedArray, width: number, height: number): PhotoWarning[] {
  const grey = greyOf(rgba)
  if (mean(grey) < DARK_BELOW) return ['dark']
  return laplacianVariance(grey, width, height) < BLURRED_BELOW ? ['blurred'] : []
}

function greyOf(rgba: Uint8ClampedArray): Float32Array {
  const grey = new Float32Array(rgba.length / 4)
  for (let index = 0; index < grey.length; index += 1) {
    const at = index * 4
    grey[index] = 0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!
  }
  return grey
}

function mean(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0) / Math.max(1, values.length)
}

/** Edges make the second derivative vary; a blurred picture has none. */
function laplacianVariance(grey: Float32Array, width: number, height: number): number {
  let [total, squares, count] = [0, 0, 0]
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x
      const edge = grey[at - 1]! + grey[at + 1]! + grey[at - width]! + grey[at + width]! - 4 * grey[at]!
      total += edge
      squares += edge * edge
      count += 1
    }
  }
  return count > 0 ? squares / count - (total / count) ** 2 : 0
}
