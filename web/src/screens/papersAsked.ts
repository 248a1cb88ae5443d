import type { PapersAsked } from '../api/papers'

export const SOURCES = ['court', 'upload'] as const
export const STATES = ['open', 'checked', 'all'] as const
export type PapersState = (typeof STATES)[number]
export const PAGE = 50

/** What the address asks for; without a word in it, what waits to be checked. */
export function askedFrom(search: URLSearchParams): PapersAsked {
  const state = search.get('state') ?? 'open'
  return {
    source: search.get('source') === 'upload' ? 'upload' : 'court',
    state: state === 'open' || state === 'checked' ? state : '',
    q: search.get('q') ?? '',
    doubtful_only: search.get('doubtful') === 'yes',
    limit: PAGE,
    offset: PAGE * Math.max(0, Number(search.get('page') ?? 1) - 1),
  }
}
