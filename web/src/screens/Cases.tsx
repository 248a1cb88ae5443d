import { Input, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useCases } from '../api/queries'
import type { CaseRow } from '../api/types'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'

export default function Cases() {
  const { t } = useTranslation()
  const [asked, setAsked] = useSearchParams()
  const words = asked.get('q') ?? ''
  const query = useCases(words)
  return (
    <Screen title={t('menu.cases')}>
      <div className="card">
        <div className="bar filters">
          <Input.Search
            aria-label={t('cases.search')}
            placeholder={t('cases.search')}
            allowClear
            enterButton={t('cases.find')}
            defaultValue={words}
            onSearch={(q) => setAsked(q ? { q } : {})}
            style={{ maxWidth: 560 }}
          />
        </div>
        <Answered query={query}>{(rows) => <Found rows={rows} />}</Answered>
      </div>
    </Screen>
  )
}

function Found({ rows }: { rows: CaseRow[] }) {
  const { t } = useTranslation()
  return (
    <Table<CaseRow>
      size="middle"
      rowKey="case_id"
      dataSource={rows}
      pagination={{ pageSize: 15, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: <Nothing text={t('cases.empty')} /> }}
      columns={[
        { title: t('case.number'), dataIndex: 'case_number', render: (number: string, row) => <Link to={`/cases/${row.case_id}`}>{number}</Link> },
        { title: t('case.court'), dataIndex: 'court' },
        { title: t('case.cause'), dataIndex: 'cause' },
        { title: t('case.filed_on'), dataIndex: 'filed_on' },
        { title: t('case.status'), dataIndex: 'status' },
      ]}
    />
  )
}
