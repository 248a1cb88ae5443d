/** Everything the screens read from the server and everything they ask it to do. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, keepToken, take } from './client'
import type { paths } from './schema'
import type { Alert, Alerts, CaseView, Clue, FeedbackAnswer, Run, Verdict } from './types'

export const useSession = () =>
  useQuery({
    queryKey: ['session'],
    staleTime: Infinity,
    queryFn: async () => {
      const session = await take(client.GET('/api/csrf'))
      keepToken(session.token)
      return session
    },
  })

export function useLogin() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: { username: string; password: string }) => take(client.POST('/api/login', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['session'] }),
  })
}

export function useLogout() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => take(client.POST('/api/logout')),
    onSuccess: async () => {
      cache.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
      await cache.invalidateQueries({ queryKey: ['session'] })
    },
  })
}

export const useWorkbench = () =>
  useQuery({ queryKey: ['workbench'], queryFn: () => take(client.GET('/api/workbench')) })

export const useData = () =>
  useQuery({ queryKey: ['data'], refetchInterval: 30_000, queryFn: () => take(client.GET('/api/data')) })

export const useFaults = (rule: string) =>
  useQuery({
    queryKey: ['faults', rule],
    enabled: rule !== '',
    queryFn: () => take(client.GET('/api/data/faults', { params: { query: { rule } } })),
  })

export const useScenarios = (enabled = true) =>
  useQuery({ queryKey: ['scenarios'], enabled, queryFn: () => take(client.GET('/api/scenarios')) })

export const useScenario = (name: string) =>
  useQuery({
    queryKey: ['scenario', name],
    queryFn: () => take(client.GET('/api/scenarios/{name}', { params: { path: { name } } })),
  })

export function useEmbed(name: string) {
  const cache = useQueryClient()
  const path = { name }
  return useMutation({
    mutationFn: ({ milestones, reason }: { milestones: string[]; reason: string }) =>
      milestones.length
        ? take(client.POST('/api/scenarios/{name}/embed', { params: { path }, body: { milestones, reason } }))
        : take(client.DELETE('/api/scenarios/{name}/embed', { params: { path } })),
    onSuccess: () =>
      Promise.all(
        [['scenario', name], ['admission', name], ['scenarios'], ['workbench']].map((queryKey) => cache.invalidateQueries({ queryKey })),
      ),
  })
}

export const useAdmission = (name: string) =>
  useQuery({
    queryKey: ['admission', name],
    queryFn: () => take(client.GET('/api/scenarios/{name}/admission', { params: { path: { name } } })),
  })

export function useTryAdmission(name: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => take(client.POST('/api/scenarios/{name}/admission', { params: { path: { name } } })),
    onSuccess: (found) => cache.setQueryData(['admission', name], found),
  })
}

const RUNNING = new Set(['queued', 'running'])
export const isGoing = (run: Run | null | undefined) => !!run && RUNNING.has(run.state)

export const useRuns = () =>
  useQuery({
    queryKey: ['runs'],
    queryFn: () => take(client.GET('/api/runs')),
    refetchInterval: ({ state }) => (state.data?.some(isGoing) ? 2000 : false),
  })

/** One run; `live` says that the stream brings its progress, else it is polled while it runs. */
export const useRun = (id: number, live: boolean) =>
  useQuery({
    queryKey: ['run', id],
    queryFn: () => take(client.GET('/api/runs/{run_id}', { params: { path: { run_id: id } } })),
    refetchInterval: ({ state }) => (!live && isGoing(state.data) ? 5000 : false),
  })

export function useStartRun() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (scenario: string) => take(client.POST('/api/runs', { body: { scenario } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['runs'] }),
  })
}

type Asked = NonNullable<paths['/api/clues']['get']['parameters']['query']>

export interface ClueFilter {
  scenario?: string
  level?: Asked['level']
  verdict?: Asked['verdict']
}

export const fetchClues = (filter: ClueFilter, offset: number, limit: number) =>
  take(client.GET('/api/clues', { params: { query: { ...filter, offset, limit } } }))

/** How many clues the filter holds and how many of them nobody has verified. */
export const useClueTally = (filter: ClueFilter) =>
  useQuery({
    queryKey: ['clue-tally', filter],
    placeholderData: keepPreviousData,
    queryFn: () => fetchClues({ ...filter, verdict: undefined }, 0, 1),
  })

export const useClue = (id: number | undefined) =>
  useQuery({
    queryKey: ['clue', id],
    enabled: id !== undefined,
    queryFn: () => take(client.GET('/api/clues/{clue_id}', { params: { path: { clue_id: id as number } } })),
  })

export interface VerdictChange {
  id: number
  verdict: Verdict | ''
  note: string
}

/** Gives a verdict, or takes back one's own when `verdict` is empty. */
export function useVerdict(onDone: (clue: Clue) => void) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, verdict, note }: VerdictChange) => {
      const params = { path: { clue_id: id } }
      return verdict
        ? take(client.POST('/api/clues/{clue_id}/verdict', { params, body: { verdict, note } }))
        : take(client.DELETE('/api/clues/{clue_id}/verdict', { params }))
    },
    onSuccess: (clue) => {
      cache.setQueryData(['clue', clue.id], clue)
      for (const queryKey of [['clue-tally'], ['workbench'], ['scenarios']]) void cache.invalidateQueries({ queryKey })
      onDone(clue)
    },
  })
}

export const useCases = (q: string) =>
  useQuery({
    queryKey: ['cases', q],
    placeholderData: keepPreviousData,
    queryFn: () => take(client.GET('/api/cases', { params: { query: { q, limit: 50 } } })),
  })

export const useCase = (id: number) =>
  useQuery({
    queryKey: ['case', id],
    queryFn: () => take(client.GET('/api/cases/{case_id}', { params: { path: { case_id: id } } })),
  })

export const useDocument = (id: number | undefined) =>
  useQuery({
    queryKey: ['document', id],
    enabled: id !== undefined,
    queryFn: () => take(client.GET('/api/documents/{document_id}', { params: { path: { document_id: id as number } } })),
  })

export type AlertState = 'unanswered' | 'answered' | 'all'

export const useAlerts = (state: AlertState, limit: number) =>
  useQuery({
    queryKey: ['alerts', state, limit],
    placeholderData: keepPreviousData,
    queryFn: () => take(client.GET('/api/alerts', { params: { query: { state, limit } } })),
  })

const replaced = (alerts: Alert[], next: Alert) => alerts.map((alert) => (alert.id === next.id ? next : alert))

export const useUnanswered = () =>
  useQuery({
    queryKey: ['alert-count'],
    queryFn: async () => (await take(client.GET('/api/alerts', { params: { query: { state: 'unanswered', limit: 1 } } }))).count,
  })

/** Answers an alert, or takes the answer back when `answer` is empty. */
export function useFeedback() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ id, answer }: { id: number; answer: FeedbackAnswer | '' }): Promise<Alert> => {
      const params = { path: { alert_id: id } }
      return answer
        ? take(client.POST('/api/alerts/{alert_id}/feedback', { params, body: { answer, note: '' } }))
        : take(client.DELETE('/api/alerts/{alert_id}/feedback', { params }))
    },
    onSuccess: (alert) => {
      cache.setQueriesData<Alerts>({ queryKey: ['alerts'] }, (page) => page && { ...page, items: replaced(page.items, alert) })
      cache.setQueriesData<CaseView>({ queryKey: ['case'] }, (view) => view && { ...view, alerts: replaced(view.alerts, alert) })
      for (const queryKey of [['alert-count'], ['workbench'], ['scenario']]) void cache.invalidateQueries({ queryKey })
    },
  })
}

export const useAudit = (offset: number, limit: number) =>
  useQuery({
    queryKey: ['audit', offset, limit],
    placeholderData: keepPreviousData,
    queryFn: () => take(client.GET('/api/audit', { params: { query: { offset, limit } } })),
  })

/** Whether the log is whole. */
export const useAuditChain = () =>
  useQuery({ queryKey: ['audit-chain'], queryFn: () => take(client.GET('/api/audit/chain')) })
