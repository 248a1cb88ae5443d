import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useAlerts, type AlertState } from '../api/queries'
import { AlertCard } from '../parts/AlertCard'
import { count } from '../parts/format'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'

const STATES: readonly AlertState[] = ['unanswered', 'answered', 'all']
const PAGE = 20

export default function Alerts() {
  const { t } = useTranslation()
  const [asked, setAsked] = useSearchParams()
  const [limit, setLimit] = useState(PAGE)
  const state = STATES.find((known) => known === asked.get('state')) ?? 'unanswered'
  const query = useAlerts(state, limit)
  return (
    <Screen
      title={t('menu.alerts')}
      beside={<span className="quiet">{query.data && t('alerts.count', { count: query.data.count })}</span>}
      actions={
        <Segmented
          aria-label={t('alerts.state')}
          value={state}
          onChange={(value) => setAsked({ state: value })}
          options={STATES.map((value) => ({ value, label: t(`alerts.${value}`) }))}
        />
      }
    >
      <Answered query={query}>
        {(page) => (
          <>
            {!page.items.length && <div className="card"><Nothing text={state === 'unanswered' ? t('alerts.all_answered') : t('alerts.empty')} /></div>}
            {page.items.map((alert) => (
              <AlertCard key={alert.id} alert={alert} />
            ))}
            {page.items.length < page.count && (
              <Button block onClick={() => setLimit(limit + PAGE)}>
                {t('alerts.more', { count: count(page.count - page.items.length) })}
              </Button>
            )}
          </>
        )}
      </Answered>
    </Screen>
  )
}
