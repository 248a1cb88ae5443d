import { Alert, Button, Empty, Result, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Refusal } from '../api/client'
import { LinkButton } from './LinkButton'

/** A grey outline of what comes, shown only when it takes longer than 200 ms. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div className="late pad" role="status" aria-label={t('state.loading')}>
      <Skeleton active paragraph={{ rows }} />
    </div>
  )
}

/** What happened, what is safe, and what to do next. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  const refusal = error instanceof Refusal ? error : new Refusal(-1, 'broken', error instanceof Error ? error.message : '')
  if (refusal.status === 403) return <Refused detail={refusal.detail} />
  const key = refusal.status === 0 ? 'unreachable' : refusal.status === 404 ? 'missing' : 'broken'
  return (
    <div className="pad">
      <Alert
        type="error"
        showIcon
        title={t(`state.${key}.title`)}
        description={
          <>
            <p className="flat">{refusal.detail || t(`state.${key}.text`)}</p>
            <p className="flat quiet">{t('state.code', { code: refusal.code })}</p>
          </>
        }
        action={retry && <Button onClick={retry}>{t('state.retry')}</Button>}
      />
    </div>
  )
}

export function Refused({ detail }: { detail: string }) {
  const { t } = useTranslation()
  return (
    <Result
      status="warning"
      title={<h1 className="h1">{t('state.refused.title')}</h1>}
      subTitle={<span className="ink">{detail || t('state.refused.text')}</span>}
      extra={<LinkButton to="/workbench" type="primary">{t('state.refused.back')}</LinkButton>}
    />
  )
}

/** One sentence and, where there is a next step, one button. */
export function Nothing({ text, action }: { text: string; action?: ReactNode }) {
  return (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<span className="ink">{text}</span>}>
      {action}
    </Empty>
  )
}

interface Answerable<T> {
  data: T | undefined
  error: unknown
  refetch: () => unknown
}

/** Shows what a query has: its data, else why not, else that it is on its way. */
export function Answered<T>({ query, rows, children }: { query: Answerable<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />
  return <Loading rows={rows} />
}
