/** A paper cut for the screen: paragraphs, and in them pieces that know which values were read from them. */

export interface Placed {
  key: string
  start: number | null
  end: number | null
}

export interface Segment {
  at: number
  text: string
  /** Keys of the values whose words these are, the shortest value first. */
  keys: readonly string[]
}

export interface Paragraph {
  at: number
  segments: readonly Segment[]
}

interface Mark {
  key: string
  start: number
  end: number
}

/** The text as paragraphs of segments; values may overlap and may run over a paragraph's end. */
export function paragraphs(text: string, points: readonly Placed[]): Paragraph[] {
  const marks = points.flatMap(({ key, start, end }): Mark[] => (start === null || end === null || start >= end ? [] : [{ key, start, end }]))
  marks.sort((a, b) => a.start - b.start)
  const made: Paragraph[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const end = at + line.length
    made.push({ at, segments: cut(text, at, end, within(marks, at, end)) })
    at = end + 1
  }
  return made
}

const within = (marks: readonly Mark[], start: number, end: number) => marks.filter((mark) => mark.start < end && mark.end > start)

function cut(text: string, start: number, end: number, marks: readonly Mark[]): Segment[] {
  const edges = new Set([start, end])
  for (const mark of marks) {
    if (mark.start > start) edges.add(mark.start)
    if (mark.end < end) edges.add(mark.end)
  }
  const places = [...edges].sort((a, b) => a - b)
  return places.slice(0, -1).map((from, place) => {
    const to = places[place + 1] as number
    const over = marks.filter((mark) => mark.start <= from && mark.end >= to)
    over.sort((a, b) => a.end - a.start - (b.end - b.start))
    return { at: from, text: text.slice(from, to), keys: over.map(({ key }) => key) }
  })
}

/** Where a place of the page is in the text: elements that hold text carry its offset as `data-at`. */
function offsetOf(node: Node | null, inside: number): number | null {
  const holder = node instanceof Element ? node.closest('[data-at]') : node?.parentElement?.closest('[data-at]')
  if (!(holder instanceof HTMLElement)) return null
  return Number(holder.dataset['at']) + (node instanceof Element ? (inside > 0 ? (holder.textContent ?? '').length : 0) : inside)
}

export interface Chosen {
  start: number
  end: number
  text: string
}

/** The words that are selected on the page, without blanks at their ends; null when none of the paper's are. */
export function chosenWords(selection: Selection | null, text: string): Chosen | null {
  if (!selection || selection.isCollapsed) return null
  const ends = [offsetOf(selection.anchorNode, selection.anchorOffset), offsetOf(selection.focusNode, selection.focusOffset)]
  if (ends[0] === null || ends[1] === null) return null
  return trimmed(text, Math.min(ends[0] as number, ends[1] as number), Math.max(ends[0] as number, ends[1] as number))
}

export function trimmed(text: string, start: number, end: number): Chosen | null {
  while (start < end && /\s/.test(text[start] as string)) start += 1
  while (end > start && /\s/.test(text[end - 1] as string)) end -= 1
  return start < end ? { start, end, text: text.slice(start, end) } : null
}
