import { Alert, Table } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useElements, useSay, type ElementTable } from '../api/casework'
import { Chip } from '../parts/Chip'
import { Screen } from '../parts/Screen'
import { Answered } from '../parts/states'
import { DraftText } from './DraftText'
import { ElementLine } from './ElementLine'

/** The element table of one case: elements left; evidence, checks, reckonings and draft right. */
export default function Elements() {
  const { t } = useTranslation()
  const { id, guide = '' } = useParams()
  const caseId = Number(id)
  const query = useElements(caseId, guide)
  return (
    <Screen title={query.data?.title ?? t('elements.title')} beside={<Link to={`/cases/${caseId}`}>{t('elements.back')}</Link>}>
      <Answered query={query} rows={12}>
        {(table) => (
          <>
            <p className="say" data-testid="elements-headline">{table.headline}</p>
            {table.out_of_date && <Alert type="warning" showIcon title={t('elements.outdated')} className="gap-below" />}
            <div className="elements">
              <Lines table={table} caseId={caseId} guide={guide} />
              <div>
                <Checks table={table} />
                <Evidence table={table} />
                <Reckonings table={table} />
                <DraftText table={table} caseId={caseId} guide={guide} />
              </div>
            </div>
          </>
        )}
      </Answered>
    </Screen>
  )
}

function Lines({ table, caseId, guide }: { table: ElementTable; caseId: number; guide: string }) {
  const { t } = useTranslation()
  const say = useSay(caseId, guide)
  const groups = [...new Set(table.elements.map(({ group }) => group))]
  return (
    <section className="card" aria-label={t('elements.table')}>
      {say.error && <Alert type="error" showIcon title={say.error.message} className="gap-below" />}
      {groups.map((group) => (
        <div key={group}>
          <h2 className="h3 above">{group}</h2>
          <ul className="plain-list">
            {table.elements.filter((row) => row.group === group).map((row) => (
              <ElementLine key={row.id} row={row} editable={table.can_answer} say={(value) => say.mutate({ element: row.id, value })} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function Checks({ table }: { table: ElementTable }) {
  const { t } = useTranslation()
  if (!table.checks.length) return null
  return (
    <section aria-label={t('elements.checks')}>
      {table.checks.map((check) => (
        <Alert key={check.text} type={check.level === 'error' ? 'error' : check.level === 'low' ? 'info' : 'warning'} showIcon title={check.text} description={check.basis} className="gap-below" />
      ))}
    </section>
  )
}

function Evidence({ table }: { table: ElementTable }) {
  const { t } = useTranslation()
  const wanted = table.evidence.filter(({ state }) => state !== 'not_wanted')
  const found = wanted.filter(({ state }) => state === 'found').length
  return (
    <section className="card" aria-labelledby="evidence-list">
      <h2 className="h3 line" id="evidence-list">
        {t('elements.evidence')} <span className="quiet">{t('elements.found_of', { found, whole: wanted.length })}</span>
      </h2>
      <ul className="plain-list tight-list">
        {wanted.map((item) => (
          <li key={item.name} className="line">
            <Chip tone={item.state === 'found' ? 'calm' : 'warn'}>{item.state === 'found' ? t('elements.found') : t('elements.missing')}</Chip>
            <b>{item.name}</b>
            <span className="quiet">{item.state === 'found' ? `${item.place} ${item.text}` : [item.burden, item.hint].filter(Boolean).join('；')}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Reckonings({ table }: { table: ElementTable }) {
  const { t } = useTranslation()
  return (
    <section className="card" aria-labelledby="reckonings">
      <h2 className="h3" id="reckonings">{t('elements.reckonings')}</h2>
      {table.waiting && <p className="flat">{table.waiting}</p>}
      {table.reckonings.map((one) => (
        <div key={one.title + one.supposing}>
          <p className="line"><b>{one.title}</b> {one.supposing && <Chip>{t('elements.supposing', { what: one.supposing })}</Chip>}</p>
          <p className="calculator-headline">{one.headline}</p>
          <p className="flat">{one.more.map(([name, value]) => `${name} ${value}`).join('；')}</p>
          {one.steps.length > 0 && <Table
            size="small"
            rowKey={(row) => row.text + row.result}
            pagination={false}
            dataSource={one.steps}
            columns={[
              { title: t('calculators.step'), dataIndex: 'text' },
              { title: t('calculators.result'), dataIndex: 'result', width: 150 },
              { title: t('calculators.basis'), dataIndex: 'basis', render: (basis: string) => <span className="quiet">{basis || '—'}</span> },
            ]}
          />}
          {one.notes.map((note) => <p key={note} className="quiet flat">{note}</p>)}
        </div>
      ))}
      {table.notes.map((note) => <p key={note} className="quiet flat">{note}</p>)}
    </section>
  )
}
