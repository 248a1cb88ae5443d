/** Teaching kinds of paper: what the screens read and what they ask to be done. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { client, take } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
export type LabelSetRow = Schemas['LabelSetRow']
export type LabelSetView = Schemas['LabelSetView']
export type LabelTaskRow = Schemas['LabelTaskRow']
export type TrainingView = Schemas['TrainingView']
export type PointWished = Schemas['PointWished']

const GOING = new Set(['queued', 'running'])
export const isTraining = (set: Pick<LabelSetRow, 'training'> | undefined): boolean => !!set?.training && GOING.has(set.training.state)

export const useLabelSets = () => useQuery({ queryKey: ['label-sets'], queryFn: () => take(client.GET('/api/labelling')) })

/** A label set; asked again while it is being trained. */
export const useLabelSet = (id: number) =>
  useQuery({
    queryKey: ['label-set', id],
    queryFn: () => take(client.GET('/api/labelling/{set_id}', { params: { path: { set_id: id } } })),
    refetchInterval: ({ state }) => (isTraining(state.data) ? 1500 : false),
  })

function useKept() {
  const cache = useQueryClient()
  return (set: LabelSetView) => {
    cache.setQueryData(['label-set', set.id], set)
    void cache.invalidateQueries({ queryKey: ['label-sets'] })
  }
}

export const useMakeLabelSet = () =>
  useMutation({
    mutationFn: (body: { kind: string; points: PointWished[] }) => take(client.POST('/api/labelling', { body })),
    onSuccess: useKept(),
  })

export const useAddPapers = (id: number) =>
  useMutation({
    mutationFn: (keys: string[]) => take(client.POST('/api/labelling/{set_id}/papers', { params: { path: { set_id: id } }, body: { keys } })),
    onSuccess: useKept(),
  })

export const useLabelled = (id: number) =>
  useMutation({
    mutationFn: ({ key, done }: { key: string; done: boolean }) => {
      const params = { path: { set_id: id, key } }
      return done
        ? take(client.PUT('/api/labelling/{set_id}/papers/{key}', { params }))
        : take(client.DELETE('/api/labelling/{set_id}/papers/{key}', { params }))
    },
    onSuccess: useKept(),
  })

export function useTrain(id: number) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => take(client.POST('/api/labelling/{set_id}/train', { params: { path: { set_id: id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['label-set', id] }),
  })
}
