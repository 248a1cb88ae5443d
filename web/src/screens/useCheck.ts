import { useState } from 'react'
import { usePaperChange, type CorrectionGiven, type KnownPoint, type PaperPoint, type PaperView } from '../api/papers'
import type { Chosen } from '../parts/segments'

export const SHOWN = ['all', 'doubtful', 'missing', 'corrected'] as const
export type Shown = (typeof SHOWN)[number]

/** A line of the list: a value that stands, or an info point of which nothing was read. */
export type Line = { key: string; group: string; code: string; name: string; point?: PaperPoint }

const pointLine = (point: PaperPoint): Line => ({ key: point.key, group: point.group, code: point.code, name: point.name, point })
const missingLine = ({ code, name, group }: KnownPoint): Line => ({ key: `missing:${code}`, group, code, name })

const FITS: Record<Shown, (line: Line) => boolean> = {
  all: () => true,
  doubtful: ({ point }) => !!point?.doubtful,
  missing: ({ point }) => !point,
  corrected: ({ point }) => !!point?.act,
}

/** The lines under a filter, group after group in the order in which the paper brings them; `kept` stays in any case. */
export function linesOf(view: Pick<PaperView, 'points' | 'missing'>, shown: Shown, kept?: string): Line[] {
  const lines = [...view.points.map(pointLine), ...view.missing.map(missingLine)]
  const order = [...new Set(lines.map(({ group }) => group))]
  const fitting = lines.filter((line) => FITS[shown](line) || line.key === kept)
  return fitting.sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group))
}

export const countOf = (view: Pick<PaperView, 'points' | 'missing'>, shown: Shown): number => linesOf(view, shown).length

export interface Check {
  lines: readonly Line[]
  current: Line | undefined
  shown: Shown
  busy: boolean
  error: unknown
  canUndo: boolean
  show: (shown: Shown) => void
  go: (key: string) => void
  step: (by: number) => void
  /** Takes the chosen words as the current value, or confirms the current value when none are chosen. */
  settle: (words: Chosen | null) => void
  reject: () => void
  retype: (value: string) => void
  add: (point: KnownPoint, words: Chosen) => void
  undo: () => void
  readAgain: () => void
}

/** The state of checking one paper: which value is current (first the first doubtful one), and one act at a time. */
export function useCheck(view: PaperView): Check {
  const [shown, setShown] = useState<Shown>('all')
  const [key, setKey] = useState(() => view.points.find((point) => point.doubtful)?.key)
  const [given, setGiven] = useState<readonly number[]>([])
  const change = usePaperChange(view.key)
  const lines = linesOf(view, shown)
  const place = Math.max(0, lines.findIndex((line) => line.key === key))
  const current = lines[place]
  const busy = change.isPending

  const go = (to: string) => {
    if (!lines.some((line) => line.key === to)) setShown('all')
    setKey(to)
  }
  const step = (by: number) => setKey(lines[Math.max(0, Math.min(place + by, lines.length - 1))]?.key)
  const give = (correction: CorrectionGiven) => {
    if (busy || !view.can_correct) return
    const following = lines[place + 1]?.key ?? lines[place - 1]?.key
    change.mutate(
      { give: correction },
      {
        onSuccess: (now) => {
          const newest = now.history[0]
          if (newest) setGiven((all) => [...all, newest.id])
          setKey(following ?? now.points.find((point) => point.correction === newest?.id)?.key)
        },
      },
    )
  }
  const settle = (words: Chosen | null) => {
    if (!current) return
    const where = words && { start: words.start, end: words.end }
    if (current.point) give({ act: words ? 'change' : 'confirm', on: current.key, ...where } as CorrectionGiven)
    else if (where) give({ act: 'add', code: current.code, name: current.name, ...where } as CorrectionGiven)
    else step(1)
  }
  const undo = () => {
    const own = given.at(-1) ?? view.history.find((one) => one.mine && !one.withdrawn_at)?.id
    if (own === undefined || busy) return
    change.mutate({ takeBack: own }, { onSuccess: () => setGiven((all) => all.filter((id) => id !== own)) })
  }
  return {
    lines,
    current,
    shown,
    busy,
    error: change.error,
    canUndo: view.history.some((one) => one.mine && !one.withdrawn_at),
    show: setShown,
    go,
    step,
    settle,
    reject: () => current?.point && give({ act: 'reject', on: current.key } as CorrectionGiven),
    retype: (value) => current?.point && give({ act: 'change', on: current.key, value } as CorrectionGiven),
    add: ({ code, name }, { start, end }) => give({ act: 'add', code, name, start, end } as CorrectionGiven),
    undo,
    readAgain: () => change.mutate({ readAgain: true }),
  }
}
