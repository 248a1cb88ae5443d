import { Input, Select, Table } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useScenarios } from '../api/queries'
import type { ScenarioRow } from '../api/types'
import { Chip, StatusChip } from '../parts/Chip'
import { count, share } from '../parts/format'
import { PrecisionCell } from '../parts/Precision'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'

export default function Scenarios() {
  const { t } = useTranslation()
  const query = useScenarios()
  return (
    <Screen title={t('menu.scenarios')} beside={<span className="quiet">{t('scenarios.count', { count: query.data?.length ?? 0 })}</span>}>
      <Answered query={query}>{(rows) => <Catalogue rows={rows} />}</Answered>
    </Screen>
  )
}

/** The filters live in the address, so that a list can be sent to a colleague. */
function Catalogue({ rows }: { rows: readonly ScenarioRow[] }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useSearchParams()
  const ask = (name: string) => (value: string | undefined) =>
    setAsked((old) => {
      if (value) old.set(name, value)
      else old.delete(name)
      return old
    }, { replace: true })
  const [words, panel, status] = ['q', 'panel', 'status'].map((name) => asked.get(name) ?? '') as [string, string, string]
  const shown = rows.filter(
    (row) =>
      `${row.title}${row.asks}${row.sentence}${row.name}`.toLowerCase().includes(words.toLowerCase()) &&
      (!panel || row.panel.includes(panel)) &&
      (!status || row.status === status),
  )
  return (
    <div className="card">
      <div className="bar filters">
        <Input.Search aria-label={t('scenarios.search')} placeholder={t('scenarios.search')} allowClear value={words} onChange={(event) => ask('q')(event.target.value)} style={{ width: 280 }} />
        <Select aria-label={t('scenarios.panel')} placeholder={t('scenarios.panel')} allowClear value={panel || undefined} onChange={ask('panel')} options={usePanels(rows)} style={{ width: 150 }} />
        <Select aria-label={t('scenarios.status')} placeholder={t('scenarios.status')} allowClear value={status || undefined} onChange={ask('status')} options={useStatuses(rows)} style={{ width: 150 }} />
      </div>
      <ScenarioTable rows={shown} />
    </div>
  )
}

const usePanels = (rows: readonly ScenarioRow[]) =>
  useMemo(() => [...new Set(rows.flatMap((row) => row.panel))].map((value) => ({ value, label: value })), [rows])

const useStatuses = (rows: readonly ScenarioRow[]) =>
  useMemo(() => [...new Map(rows.map((row) => [row.status, row.status_label]))].map(([value, label]) => ({ value, label })), [rows])

function ScenarioTable({ rows }: { rows: ScenarioRow[] }) {
  const { t } = useTranslation()
  return (
    <Table<ScenarioRow>
      size="middle"
      rowKey="name"
      dataSource={rows}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Nothing text={t('scenarios.empty')} /> }}
      columns={[
        { title: t('scenario.one'), key: 'title', render: (_, row) => <Name row={row} /> },
        { title: t('scenarios.panel'), dataIndex: 'panel', width: 120, render: (panel: string[]) => panel.join(' · ') },
        { title: t('scenarios.status'), dataIndex: 'status', width: 110, render: (_, row) => <StatusChip status={row.status} label={row.status_label} /> },
        { title: t('clue.clues'), dataIndex: 'clues', width: 90, align: 'right', render: count, sorter: (a, b) => a.clues - b.clues },
        { title: t('verdict.pending'), dataIndex: 'pending', width: 90, align: 'right', render: count, sorter: (a, b) => a.pending - b.pending },
        { title: t('scenario.precision_and_lower'), key: 'precision', width: 280, render: (_, row) => <PrecisionCell precision={row.precision} lower={row.precision_lower} /> },
        { title: t('alert.alerts'), dataIndex: 'alerts', width: 80, align: 'right', render: count },
        { title: t('scenario.helpful_rate'), dataIndex: 'helpful_rate', width: 90, align: 'right', render: share },
        { title: t('scenario.embedded_at'), dataIndex: 'embedded', width: 130, render: (labels: string[]) => labels.map((label) => <Chip key={label} tone="good">{label}</Chip>) },
      ]}
    />
  )
}

const Name = ({ row }: { row: ScenarioRow }) => (
  <>
    <Link to={`/scenarios/${row.name}`}>
      <b>{row.title}</b>
    </Link>
    <div className="quiet two-lines">{row.asks}</div>
  </>
)
