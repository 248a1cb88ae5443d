import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useClue } from '../api/queries'
import type { Clue } from '../api/types'
import { Chip, LevelChip, VerdictChip } from '../parts/Chip'
import { EvidenceTables } from '../parts/EvidenceTables'
import { FactGrid } from '../parts/FactGrid'
import { day, moment } from '../parts/format'
import { BasisList, FalseAlarms } from '../parts/Grounds'
import { Answered } from '../parts/states'

/** One clue: what it says, the case, why it came up, and what would make it wrong. */
export function ClueFacts({ id }: { id: number }) {
  const query = useClue(id)
  return (
    <div className="clue-body" tabIndex={0} role="group" aria-label={query.data?.case_number}>
      <Answered query={query}>{(clue) => <Facts clue={clue} />}</Answered>
    </div>
  )
}

function Facts({ clue }: { clue: Clue }) {
  const { t } = useTranslation()
  return (
    <>
      <div className="line">
        <h2 className="h2" data-testid="clue-case">
          <Link to={`/cases/${clue.case_id}`}>{clue.case_number}</Link>
        </h2>
        <LevelChip level={clue.level} label={clue.level_label} />
        <Chip>{clue.title}</Chip>
        <span className="quiet push">
          {t('alert.version', { version: clue.version })} · {t('clue.as_of', { day: day(clue.as_of) })}
        </span>
      </div>
      <p className="say">{clue.message}</p>
      <FactGrid facts={clue.facts} />
      <h3 className="h3 above">{t('clue.why')}</h3>
      <EvidenceTables evidence={clue.evidence} message={clue.message} />
      <div className="two">
        <section>
          <h3 className="h4">{t('basis.false_alarms')}</h3>
          <FalseAlarms notes={clue.false_alarms} />
        </section>
        <section>
          <h3 className="h4">{t('basis.title')}</h3>
          <BasisList basis={clue.basis} />
        </section>
      </div>
      {clue.history.length > 0 && <History clue={clue} />}
    </>
  )
}

function History({ clue }: { clue: Clue }) {
  const { t } = useTranslation()
  return (
    <>
      <h3 className="h4">{t('clue.history')}</h3>
      <ul className="list">
        {clue.history.map((past) => (
          <li key={past.at + past.verdict}>
            <VerdictChip verdict={past.verdict} /> {past.by} · {moment(past.at)} {past.note && `· ${past.note}`}
            {past.withdrawn_at && <span className="quiet"> · {t('clue.withdrawn', { at: moment(past.withdrawn_at) })}</span>}
          </li>
        ))}
      </ul>
    </>
  )
}
