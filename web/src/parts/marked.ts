export interface Place {
  start: number | null
  end: number | null
}

export interface Piece<T extends Place> {
  text: string
  point?: T
}

/** The text in pieces: those that a point was read from, and what lies between. Overlapping points yield to earlier ones. */
export function marked<T extends Place>(text: string, points: readonly T[]): Piece<T>[] {
  const placed = points.filter((point) => point.start !== null && point.end !== null && point.start < point.end)
  placed.sort((a, b) => Number(a.start) - Number(b.start))
  const pieces: Piece<T>[] = []
  let at = 0
  for (const point of placed) {
    const [start, end] = [Number(point.start), Number(point.end)]
    if (start < at || end > text.length) continue
    if (start > at) pieces.push({ text: text.slice(at, start) })
    pieces.push({ text: text.slice(start, end), point })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}
