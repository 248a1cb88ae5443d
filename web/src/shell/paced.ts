export interface Paced<T> {
  tell: (item: T) => void
  stop: () => void
}

/** Shows the first item at once and then at most one per pause; `more` counts those not shown. */
export function paced<T>(pause: number, show: (item: T, more: number) => void): Paced<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: T[] = []
  const next = () => {
    timer = undefined
    const last = waiting.at(-1)
    if (last !== undefined) display(last, waiting.length - 1)
  }
  const display = (item: T, more: number) => {
    waiting = []
    timer = setTimeout(next, pause)
    show(item, more)
  }
  return {
    tell: (item) => (timer ? void waiting.push(item) : display(item, 0)),
    stop: () => clearTimeout(timer),
  }
}
