import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Alert } from '../api/types'
import { useStream } from '../api/stream'
import { paced, type Paced } from './paced'

const PAUSE_MS = 10_000
const POLL_MS = 30_000

/** Tells of new alerts as they come: at most one note per ten seconds, the rest as a number. */
export function useAlertToasts(): void {
  const cache = useQueryClient()
  const show = useToast()
  const latest = useRef(show)
  latest.current = show
  const pace = useRef<Paced<Alert> | null>(null)
  useEffect(() => {
    pace.current = paced<Alert>(PAUSE_MS, (alert, more) => latest.current(alert, more))
    return () => pace.current?.stop()
  }, [])
  const refresh = () => {
    for (const queryKey of [['alerts'], ['alert-count'], ['workbench'], ['case']]) void cache.invalidateQueries({ queryKey })
  }
  const open = useStream<Alert>('/api/events', 'alert', (alert) => {
    refresh()
    pace.current?.tell(alert)
  })
  useEffect(() => {
    if (open) return
    const timer = setInterval(() => void cache.invalidateQueries({ queryKey: ['alert-count'] }), POLL_MS)
    return () => clearInterval(timer)
  }, [open, cache])
}

function useToast() {
  const { t } = useTranslation()
  const { notification } = App.useApp()
  const navigate = useNavigate()
  return (alert: Alert, more: number) =>
    notification.warning({
      key: 'alert',
      placement: 'topRight',
      duration: 9,
      role: 'status',
      title: `${alert.title} · ${alert.case_number}`,
      description: (
        <>
          {alert.message}
          {more > 0 && <p className="flat quiet">{t('toast.more', { count: more })}</p>}
        </>
      ),
      actions: (
        <Button
          size="small"
          type="primary"
          onClick={() => {
            notification.destroy('alert')
            void navigate(`/cases/${alert.case_id}`)
          }}
        >
          {t('toast.open')}
        </Button>
      ),
    })
}
