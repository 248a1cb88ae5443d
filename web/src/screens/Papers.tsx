import { Button, Checkbox, Input, Segmented, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { usePapers, type PaperRow } from '../api/papers'
import { Chip } from '../parts/Chip'
import { count, day } from '../parts/format'
import { LinkButton } from '../parts/LinkButton'
import { Screen } from '../parts/Screen'
import { Answered, Nothing } from '../parts/states'
import { useMe } from '../shell/session'
import { askedFrom, PAGE, SOURCES, STATES, type PapersState } from './papersAsked'
import { PaperState } from './PaperState'
import { Upload } from './Upload'

/** Papers to check, the most doubtful first; from here one goes from paper to paper. */
export default function Papers() {
  const { t } = useTranslation()
  const { can } = useMe()
  const [search, setSearch] = useSearchParams()
  const [bringing, setBringing] = useState(false)
  const asked = askedFrom(search)
  const query = usePapers(asked)
  const put = (words: Record<string, string>) => {
    const next = new URLSearchParams({ ...Object.fromEntries(search), page: '1', ...words })
    for (const [name, word] of [...next]) if (!word || (name === 'page' && word === '1')) next.delete(name)
    setSearch(next)
  }
  const first = query.data?.items[0]
  return (
    <Screen
      title={t('menu.papers')}
      beside={query.data && <span className="quiet">{t('papers.count', { count: query.data.count })}</span>}
      actions={
        <>
          {can.includes('label') && <Button href="/api/papers/export">{t('papers.export')}</Button>}
          {can.includes('upload') && <Button onClick={() => setBringing(true)}>{t('papers.upload')}</Button>}
          {first && can.includes('correct') && (
            <LinkButton type="primary" to={`/papers/${first.key}?${search.toString()}`}>
              {t('papers.start')}
            </LinkButton>
          )}
        </>
      }
    >
      <div className="card">
        <div className="bar filters">
          <Segmented
            aria-label={t('papers.source_word')}
            value={asked.source}
            onChange={(source) => put({ source: String(source) })}
            options={SOURCES.map((value) => ({ value, label: t(`papers.source.${value}`) }))}
          />
          <Segmented<PapersState>
            aria-label={t('papers.state_word')}
            value={asked.state || 'all'}
            onChange={(state) => put({ state })}
            options={STATES.map((value) => ({ value, label: t(`papers.states.${value}`) }))}
          />
          <Input.Search
            aria-label={t('papers.search')}
            placeholder={t('papers.search')}
            allowClear
            defaultValue={asked.q}
            onSearch={(q) => put({ q })}
            style={{ maxWidth: 320 }}
          />
          {asked.source === 'court' && (
            <Checkbox checked={asked.doubtful_only} onChange={({ target }) => put({ doubtful: target.checked ? 'yes' : '' })}>
              {t('papers.doubtful_only')}
            </Checkbox>
          )}
        </div>
        <Answered query={query}>
          {(page) => <Rows rows={page.items} total={page.count} search={search} onPage={(number) => put({ page: String(number) })} />}
        </Answered>
      </div>
      {bringing && <Upload onClose={() => setBringing(false)} />}
    </Screen>
  )
}

function Rows({ rows, total, search, onPage }: { rows: PaperRow[]; total: number; search: URLSearchParams; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  return (
    <Table<PaperRow>
      size="middle"
      rowKey="key"
      dataSource={rows}
      locale={{ emptyText: <Nothing text={t('papers.empty')} /> }}
      pagination={{ pageSize: PAGE, total, current: Number(search.get('page') ?? 1), onChange: onPage, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        {
          title: t('papers.paper'),
          key: 'paper',
          render: (_, row) => (
            <Link to={`/papers/${row.key}?${search.toString()}`}>
              {row.title || t('papers.untitled')} · {row.case_number || row.source_name}
            </Link>
          ),
        },
        { title: t('case.court'), dataIndex: 'court' },
        { title: t('papers.signed_on'), dataIndex: 'signed_on', render: day },
        { title: t('papers.points'), dataIndex: 'points', align: 'right', render: count },
        { title: t('papers.doubtful'), dataIndex: 'doubtful', align: 'right', render: (n: number) => (n ? <Chip tone="warn">{count(n)}</Chip> : '0') },
        { title: t('papers.corrected'), dataIndex: 'corrected', align: 'right', render: count },
        { title: t('papers.progress'), key: 'state', render: (_, row) => <PaperState state={row.state} by={row.checked_by} /> },
      ]}
    />
  )
}
