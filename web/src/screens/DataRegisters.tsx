import { Table } from 'antd'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { RegisterRow } from '../api/types'
import { Chip, type Tone } from '../parts/Chip'
import { count, day, moment, NONE } from '../parts/format'
import { Loading } from '../parts/states'

const Bars = lazy(() => import('../parts/Bars'))
const TONES: Record<RegisterRow['state'], Tone> = { fresh: 'good', stale: 'bad', failing: 'bad', never: 'plain' }

/** The registers, those that need somebody first and open; each row opens to its reason, its ground and what to do. */
export function Registers({ rows }: { rows: RegisterRow[] }) {
  const { t } = useTranslation()
  const dated = rows.filter(({ age_days }) => age_days !== null)
  return (
    <>
      <Table<RegisterRow>
        size="small"
        rowKey="name"
        dataSource={rows}
        pagination={false}
        expandable={{
          expandRowByClick: true,
          expandedRowRender: (row) => <Contract row={row} />,
        }}
        columns={[
          { title: t('data.register'), dataIndex: 'title', width: 140 },
          { title: t('data.state'), key: 'state', width: 110, render: (_, { state }) => <Chip tone={TONES[state]}>{t(`data.states.${state}`)}</Chip> },
          { title: t('data.agency'), dataIndex: 'agency' },
          { title: t('data.data_on'), dataIndex: 'data_on', width: 110, render: day },
          { title: t('data.age'), key: 'age', width: 150, render: (_, row) => (row.age_days === null ? NONE : t('data.days', { n: row.age_days, limit: row.fresh_days })) },
          { title: t('data.tried_at'), dataIndex: 'tried_at', width: 150, render: moment },
          { title: t('data.rows'), dataIndex: 'rows', width: 90, align: 'right', render: count },
          { title: t('data.rejected'), dataIndex: 'rejected', width: 80, align: 'right', render: count },
        ]}
      />
      {dated.length > 0 && (
        <>
          <h2 className="h2" style={{ margin: '16px 0 8px' }}>{t('data.age_chart')}</h2>
          <Suspense fallback={<Loading />}>
            <Bars
              label={t('data.age_chart')}
              names={dated.map(({ title }) => title)}
              series={[{ name: t('data.age'), colour: '#1d4f91', values: dated.map(({ age_days }) => age_days ?? 0) }]}
            />
          </Suspense>
        </>
      )}
    </>
  )
}

function Contract({ row }: { row: RegisterRow }) {
  const { t } = useTranslation()
  const facts: [string, string][] = [
    ...(row.problem ? [[t('data.problem'), row.problem] as [string, string]] : []),
    [t('data.silent'), row.scenarios.join('、') || t('data.none')],
    [t('data.loaded_at'), moment(row.loaded_at)],
    [t('data.way'), t(`data.ways.${row.by}`)],
    [t('data.purpose'), row.purpose],
    [t('data.basis'), row.basis.join('；')],
    [t('data.expires'), day(row.expires_on)],
  ]
  return (
    <div data-testid={`register-${row.name}`}>
      <p className="flat"><strong>{t(`data.do.${row.state}`, { name: row.name })}</strong></p>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label} className="line">
            <dt className="quiet">{label}</dt>
            <dd style={{ margin: 0 }}>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
