import { Table } from 'antd'
import { lazy, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useWorkbench } from '../api/queries'
import type { Alert, Workbench as Data } from '../api/types'
import { LevelChip } from '../parts/Chip'
import { count, moment, share, withoutCommonEnds } from '../parts/format'
import { LinkButton } from '../parts/LinkButton'
import { PrecisionCell } from '../parts/Precision'
import { Screen } from '../parts/Screen'
import { Answered, Loading, Nothing } from '../parts/states'
import { useMe } from '../shell/session'

const Bars = lazy(() => import('../parts/Bars'))
const SHOWN = 10

export default function Workbench() {
  const { t } = useTranslation()
  const query = useWorkbench()
  const data = query.data?.data
  const line = data && t('workbench.data', { day: data.as_of, cases: count(data.cases), documents: count(data.documents), from: data.loaded_from })
  return (
    <Screen title={t('menu.workbench')} beside={<span className="quiet">{line}</span>}>
      <Answered query={query} rows={12}>
        {(board) => (
          <div className="board">
            <Todo todo={board.todo} />
            <Funnel steps={board.funnel} />
            <Newest alerts={board.recent_alerts} />
            <ScenarioChart rows={board.scenarios} />
            <CourtChart rows={board.clues_by_court} />
            <ScenarioTable rows={board.scenarios} />
          </div>
        )}
      </Answered>
    </Screen>
  )
}

function Todo({ todo }: { todo: Data['todo'] }) {
  const { t } = useTranslation()
  const { menus } = useMe()
  return (
    <section className="card todo" aria-labelledby="todo">
      <h2 className="h3" id="todo">
        {t('workbench.todo')}
      </h2>
      <div className="todo-items">
        {menus.includes('clues') && <TodoItem to="/clues?verdict=pending" n={todo.clues_pending} word={t('workbench.clues_pending')} />}
        {menus.includes('alerts') && <TodoItem to="/alerts?state=unanswered" n={todo.alerts_unanswered} word={t('workbench.alerts_unanswered')} />}
      </div>
    </section>
  )
}

const TodoItem = ({ to, n, word }: { to: string; n: number; word: string }) => (
  <Link className="todo-item" to={to}>
    <b>{count(n)}</b>
    <span>{word}</span>
  </Link>
)

function Funnel({ steps }: { steps: Data['funnel'] }) {
  const { t } = useTranslation()
  return (
    <section className="card funnel" aria-labelledby="funnel">
      <h2 className="h3" id="funnel">
        {t('workbench.funnel')}
      </h2>
      <ol>
        {steps.map((step) => (
          <li key={step.step}>
            <b>{count(step.count)}</b>
            <span>{step.label}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Newest({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation()
  return (
    <section className="card newest" aria-labelledby="newest">
      <div className="head">
        <h2 className="h3" id="newest">
          {t('workbench.newest')}
        </h2>
        <Link className="push" to="/alerts?state=all">
          {t('workbench.all_alerts')}
        </Link>
      </div>
      {alerts.length === 0 && <Nothing text={t('alerts.empty')} />}
      <ul className="plain-list">
        {alerts.slice(0, 5).map((alert) => (
          <li key={alert.id}>
            <div className="line">
              <LevelChip level={alert.level} label={alert.level_label} />
              <b>{alert.title}</b>
              <Link to={`/cases/${alert.case_id}`}>{alert.case_number}</Link>
            </div>
            <div className="clip" title={alert.message}>
              {alert.message}
            </div>
            <div className="quiet">
              {moment(alert.fired_at)} · {t('alert.milestone', { label: alert.milestone_label })}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Row = Data['scenarios'][number]
const unverified = (row: Row) => Math.max(0, row.clues - row.confirmed - row.refuted - row.doubtful)

function ScenarioChart({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const top = useMemo(() => rows.filter((row) => row.clues > 0).sort((a, b) => b.clues - a.clues).slice(0, SHOWN), [rows])
  const chart = useMemo(
    () => ({
      label: t('workbench.chart_scenarios'),
      names: top.map((row) => row.title),
      series: [
        { name: t('verdict.confirmed'), colour: '#2e7d32', values: top.map((row) => row.confirmed) },
        { name: t('verdict.doubtful'), colour: '#d98a1f', values: top.map((row) => row.doubtful) },
        { name: t('verdict.refuted'), colour: '#b42318', values: top.map((row) => row.refuted) },
        { name: t('verdict.pending'), colour: '#9fb3cc', values: top.map(unverified) },
      ],
      onPick: (place: number) => void navigate(`/scenarios/${top[place]?.name}`),
    }),
    [top, t, navigate],
  )
  return (
    <ChartCard className="by-scenario" title={t('workbench.by_scenario')} empty={!top.length}>
      <Bars {...chart} />
    </ChartCard>
  )
}

function CourtChart({ rows }: { rows: Data['clues_by_court'] }) {
  const { t } = useTranslation()
  const top = useMemo(() => rows.filter((row) => row.clues > 0).sort((a, b) => b.clues - a.clues), [rows])
  const chart = useMemo(
    () => ({
      label: t('workbench.chart_courts', { list: top.map((row) => `${row.court} ${row.clues}`).join('; ') }),
      names: withoutCommonEnds(top.slice(0, SHOWN + 2).map((row) => row.court)),
      series: [{ name: t('clue.clues'), colour: '#1d4f91', values: top.slice(0, SHOWN + 2).map((row) => row.clues) }],
    }),
    [top, t],
  )
  return (
    <ChartCard className="by-court" title={t('workbench.by_court')} empty={!top.length}>
      <Bars {...chart} />
    </ChartCard>
  )
}

interface ChartCardProps {
  className: string
  title: string
  empty: boolean
  children: React.ReactNode
}

function ChartCard({ className, title, empty, children }: ChartCardProps) {
  const { t } = useTranslation()
  const { can } = useMe()
  const action = can.includes('run') && <LinkButton to="/scenarios">{t('clues.to_scenarios')}</LinkButton>
  return (
    <section className={`card ${className}`} aria-label={title}>
      <h2 className="h3">{title}</h2>
      {empty ? <Nothing text={t('clues.empty')} action={action} /> : <Suspense fallback={<Loading />}>{children}</Suspense>}
    </section>
  )
}

function ScenarioTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const { menus } = useMe()
  const linked = menus.includes('scenarios')
  return (
    <section className="card all-scenarios" aria-labelledby="precision">
      <h2 className="h3" id="precision">
        {t('workbench.precision')}
      </h2>
      <Table<Row>
        size="small"
        rowKey="name"
        pagination={rows.length > 12 ? { pageSize: 12, showSizeChanger: false } : false}
        dataSource={[...rows]}
        columns={[
          { title: t('scenario.one'), dataIndex: 'title', render: (title: string, row) => (linked ? <Link to={`/scenarios/${row.name}`}>{title}</Link> : title) },
          { title: t('clue.clues'), dataIndex: 'clues', align: 'right', render: count, sorter: (a, b) => a.clues - b.clues },
          { title: t('verdict.confirmed'), dataIndex: 'confirmed', align: 'right', render: count },
          { title: t('verdict.refuted'), dataIndex: 'refuted', align: 'right', render: count },
          { title: t('verdict.doubtful'), dataIndex: 'doubtful', align: 'right', render: count },
          { title: t('scenario.precision_and_lower'), key: 'precision', width: 300, render: (_, row) => <PrecisionCell precision={row.precision} lower={row.precision_lower} /> },
          { title: t('alert.alerts'), dataIndex: 'alerts', align: 'right', render: count },
          { title: t('scenario.helpful_rate'), dataIndex: 'helpful_rate', align: 'right', render: share },
        ]}
      />
    </section>
  )
}
