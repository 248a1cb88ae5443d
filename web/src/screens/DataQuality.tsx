import { Table } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFaults } from '../api/queries'
import type { DataView, Fault, FaultKind } from '../api/types'
import { Chip } from '../parts/Chip'
import { count, day } from '../parts/format'
import { Answered, Loading, Nothing } from '../parts/states'

const Bars = lazy(() => import('../parts/Bars'))
const MOST = 12

/** Which rules are broken how often, and the rows behind each. */
export function Quality({ data }: { data: DataView }) {
  const { t } = useTranslation()
  const [picked, pick] = useState<FaultKind>()
  if (data.score === null) return <Nothing text={t('data.not_checked')} />
  if (!data.faults.length) return <Nothing text={t('data.no_faults')} />
  const shown = data.faults.slice(0, MOST)
  return (
    <>
      <Suspense fallback={<Loading />}>
        <Bars
          label={t('data.chart')}
          names={shown.map(({ table, says }) => `${table}：${says}`)}
          series={[{ name: t('data.faults'), colour: '#b25e02', values: shown.map(({ rows }) => rows) }]}
          onPick={(place) => pick(shown[place])}
        />
      </Suspense>
      <Table<FaultKind>
        size="small"
        rowKey="rule"
        dataSource={data.faults}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: t('data.table'), dataIndex: 'table', width: 140 },
          { title: t('data.says'), key: 'says', render: (_, kind) => <button type="button" className="link" onClick={() => pick(kind)}>{kind.says}</button> },
          { title: t('data.severity'), key: 'severity', width: 100, render: (_, { severity, severity_label }) => <Chip tone={severity === 'error' ? 'bad' : 'warn'}>{severity_label}</Chip> },
          { title: t('data.rows'), dataIndex: 'rows', width: 90, align: 'right', render: count },
          { title: t('data.since'), dataIndex: 'since', width: 120, render: day },
        ]}
      />
      {picked && <Queue kind={picked} />}
    </>
  )
}

function Queue({ kind }: { kind: FaultKind }) {
  const { t } = useTranslation()
  const query = useFaults(kind.rule)
  return (
    <section aria-label={t('data.pick', { says: kind.says })}>
      <h2 className="h2" style={{ margin: '16px 0 8px' }}>{t('data.pick', { says: kind.says })}</h2>
      <Answered query={query}>
        {({ items }) => (
          <Table<Fault>
            size="small"
            rowKey="id"
            dataSource={items}
            pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
            columns={[
              { title: t('data.table'), dataIndex: 'table', width: 140 },
              { title: t('data.row_key'), dataIndex: 'row_key', width: 140 },
              { title: t('data.court'), dataIndex: 'court', render: (text: string) => text || t('data.none') },
              { title: t('data.found_on'), dataIndex: 'found_on', width: 120, render: day },
            ]}
          />
        )}
      </Answered>
    </section>
  )
}
