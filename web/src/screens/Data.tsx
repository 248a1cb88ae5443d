import { Alert, Table, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useData } from '../api/queries'
import type { DataView } from '../api/types'
import { count, moment, NONE } from '../parts/format'
import { Screen } from '../parts/Screen'
import { Answered } from '../parts/states'
import { Quality } from './DataQuality'
import { Registers } from './DataRegisters'

/** How the registers arrive, how good the data are, and which tables there are. */
export default function Data() {
  const { t } = useTranslation()
  const query = useData()
  return (
    <Screen title={t('menu.data')} beside={query.data && <span className="quiet">{t('data.count', { at: moment(query.data.at) })}</span>}>
      <Answered query={query}>{(data) => <Standing data={data} />}</Answered>
    </Screen>
  )
}

function Standing({ data }: { data: DataView }) {
  const { t } = useTranslation()
  const [tab, setTab] = useState('registers')
  const bad = data.registers.filter(({ state }) => state === 'failing' || state === 'stale')
  const waiting = data.faults.reduce((sum, { rows }) => sum + rows, 0)
  return (
    <>
      <dl className="numbers card">
        <Number label={`${t('data.tabs.registers')} · ${t('data.ok')}`} value={count(data.registers.filter(({ state }) => state === 'fresh').length)} />
        <Number label={`${t('data.tabs.registers')} · ${t('data.trouble')}`} value={count(bad.length)} />
        <Number label={t('data.score')} value={data.score == null ? NONE : data.score.toFixed(2)} />
        <Number label={t('data.faults')} value={count(waiting)} />
      </dl>
      <Alert
        style={{ marginBottom: 12 }}
        type={bad.length ? 'error' : 'success'}
        showIcon
        title={bad.length ? `${t('data.need', { n: bad.length })}：${bad.map(({ title, state }) => `${title}（${t(`data.states.${state}`)}）`).join('、')}` : t('data.all_well')}
      />
      <Tabs
        className="card"
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'registers', label: t('data.tabs.registers'), children: <Registers rows={data.registers} /> },
          { key: 'quality', label: t('data.tabs.quality'), children: <Quality data={data} /> },
          { key: 'tables', label: t('data.tabs.tables'), children: <Tables data={data} /> },
        ]}
      />
    </>
  )
}

const Number = ({ label, value }: { label: string; value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
)

function Tables({ data }: { data: DataView }) {
  const { t } = useTranslation()
  return (
    <Table
      size="small"
      rowKey="name"
      dataSource={data.tables}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: t('data.source'), dataIndex: 'source', width: 120 },
        { title: t('data.table'), key: 'label', render: (_, { label, name }) => <>{label} <span className="quiet">{name}</span></> },
        { title: t('data.rows'), dataIndex: 'rows', align: 'right', width: 110, render: count },
        { title: t('data.known_at'), dataIndex: 'known_at', width: 160, render: moment },
        { title: t('data.table_score'), dataIndex: 'score', align: 'right', width: 90, render: (n: number | null) => n?.toFixed(2) ?? NONE },
        { title: t('data.personal'), dataIndex: 'personal', width: 120, render: (text: string) => text || t('data.none') },
        { title: t('data.retention'), dataIndex: 'retention', width: 120 },
      ]}
    />
  )
}

