import { Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useRuns } from '../api/queries'
import type { Run } from '../api/types'
import { count, day, moment } from '../parts/format'
import { LinkButton } from '../parts/LinkButton'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'
import { RunBar, RunState, seconds } from './RunParts'

export default function Runs() {
  const { t } = useTranslation()
  const query = useRuns()
  return (
    <Screen title={t('menu.runs')} actions={<LinkButton to="/scenarios">{t('runs.start')}</LinkButton>}>
      <div className="card">
        <Answered query={query}>{(runs) => <RunTable runs={runs} />}</Answered>
      </div>
    </Screen>
  )
}

function RunTable({ runs }: { runs: Run[] }) {
  const { t } = useTranslation()
  return (
    <Table<Run>
      size="middle"
      rowKey="id"
      dataSource={runs}
      pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Nothing text={t('runs.empty')} /> }}
      columns={[
        { title: t('scenario.one'), key: 'title', render: (_, run) => <Link to={`/runs/${run.id}`}>{run.title}</Link> },
        { title: t('run.state_word'), key: 'state', width: 100, render: (_, run) => <RunState run={run} /> },
        { title: t('run.progress'), key: 'percent', width: 220, render: (_, run) => <RunBar run={run} /> },
        { title: t('run.rows'), dataIndex: 'rows', align: 'right', render: count },
        { title: t('run.new_clues'), dataIndex: 'new_clues', align: 'right', render: count },
        { title: t('run.known_clues'), dataIndex: 'known_clues', align: 'right', render: count },
        { title: t('run.not_evaluated'), dataIndex: 'not_evaluated', align: 'right', render: count },
        { title: t('run.as_of'), dataIndex: 'as_of', render: day },
        { title: t('run.started_at'), dataIndex: 'started_at', render: moment },
        { title: t('run.seconds'), dataIndex: 'seconds', align: 'right', render: (n: number | null) => seconds(n, t) },
        { title: t('run.asked_by'), dataIndex: 'asked_by' },
      ]}
    />
  )
}
