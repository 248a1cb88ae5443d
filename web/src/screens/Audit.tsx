import { Alert, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAudit, useAuditChain } from '../api/queries'
import type { AuditRow } from '../api/types'
import { count, moment } from '../parts/format'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'

const PAGE = 20

/** Who did what, newest first, and whether the log is whole. */
export default function Audit() {
  const { t } = useTranslation()
  const [page, setPage] = useState(1)
  const query = useAudit((page - 1) * PAGE, PAGE)
  return (
    <Screen title={t('menu.audit')} beside={<Chain />}>
      <div className="card">
        <Answered query={query}>
          {({ items, count: total }) => (
            <Table<AuditRow>
              size="small"
              rowKey="id"
              dataSource={items}
              pagination={{ current: page, total, pageSize: PAGE, showSizeChanger: false, onChange: setPage }}
              locale={{ emptyText: <Nothing text={t('audit.empty')} /> }}
              columns={[
                { title: t('audit.at'), dataIndex: 'at', width: 160, render: moment },
                { title: t('audit.actor'), dataIndex: 'actor', width: 140 },
                { title: t('audit.action'), dataIndex: 'action', width: 200 },
                { title: t('audit.purpose'), dataIndex: 'purpose', render: (text: string) => text || '—' },
                { title: t('audit.cases'), dataIndex: 'case_ids', width: 120, align: 'right', render: (ids: number[]) => t('audit.case_count', { count: ids.length }) },
              ]}
            />
          )}
        </Answered>
      </div>
    </Screen>
  )
}

function Chain() {
  const { t } = useTranslation()
  const chain = useAuditChain().data
  if (!chain) return null
  if (chain.broken_at !== null) return <Alert type="error" showIcon title={t('audit.broken', { at: chain.broken_at })} />
  return <span className="quiet">{t('audit.whole', { lines: count(chain.lines) })}</span>
}
