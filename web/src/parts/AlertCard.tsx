import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFeedback } from '../api/queries'
import { ANSWERS, type Alert, type FeedbackAnswer } from '../api/types'
import { useMe } from '../shell/session'
import { Chip, LevelChip } from './Chip'
import { EvidenceTables } from './EvidenceTables'
import { moment } from './format'
import { BasisList, FalseAlarms } from './Grounds'
import { Failure } from './states'

const isAnswer = (word: string): word is FeedbackAnswer => (ANSWERS as readonly string[]).includes(word)

interface AlertCardProps {
  alert: Alert
  inCase?: boolean
  open?: boolean
}

/** One alert: the fact, why it fired, and four answers of one click each. */
export function AlertCard({ alert, inCase = false, open = false }: AlertCardProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(open)
  return (
    <article className={`card alert alert-${alert.level}`} data-testid={`alert-${alert.id}`}>
      <header className="alert-head">
        <LevelChip level={alert.level} label={alert.level_label} />
        <h2 className="h3">{alert.title}</h2>
        <Chip>{t('alert.milestone', { label: alert.milestone_label })}</Chip>
        {alert.replayed && <Chip tone="warn">{t('alert.replayed')}</Chip>}
        {!inCase && <Link to={`/cases/${alert.case_id}`}>{alert.case_number}</Link>}
        <span className="quiet push">
          {moment(alert.fired_at)} · {t('alert.version', { version: alert.version })}
        </span>
      </header>
      <p className="say">{alert.message}</p>
      <AlertAnswer
        alert={alert}
        toggle={
          <Button type="link" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? t('alert.hide') : t('alert.show')}
          </Button>
        }
      />
      {shown && <Why alert={alert} />}
    </article>
  )
}

function Why({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  return (
    <div className="why">
      <h3 className="h4">{t('alert.evidence')}</h3>
      <EvidenceTables evidence={alert.evidence} message={alert.message} />
      <div className="two">
        <section>
          <h3 className="h4">{t('basis.title')}</h3>
          <BasisList basis={alert.basis} />
        </section>
        <section>
          <h3 className="h4">{t('basis.false_alarms')}</h3>
          <FalseAlarms notes={alert.false_alarms} />
        </section>
      </div>
    </div>
  )
}

interface AnswerProps {
  alert: Alert
  toggle: ReactNode
}

function AlertAnswer({ alert, toggle }: AnswerProps) {
  const { t } = useTranslation()
  const me = useMe()
  const feedback = useFeedback()
  const send = (answer: FeedbackAnswer | '') => feedback.mutate({ id: alert.id, answer })
  const may = me.can.includes('feedback')
  return (
    <>
      {feedback.error && <Failure error={feedback.error} />}
      <div className="bar">
        {alert.answer ? (
          <div className="answered" role="status">
            {t('alert.answered', { answer: isAnswer(alert.answer) ? t(`answer.${alert.answer}`) : alert.answer_label })}
            <span className="quiet">
              {alert.answered_by} {moment(alert.answered_at)}
            </span>
            {may && (
              <Button size="small" onClick={() => send('')} loading={feedback.isPending}>
                {t('alert.undo')}
              </Button>
            )}
          </div>
        ) : (
          may &&
          ANSWERS.map((answer, place) => (
            <Button key={answer} type={place === 0 ? 'primary' : 'default'} disabled={feedback.isPending} onClick={() => send(answer)}>
              {t(`answer.${answer}`)}
            </Button>
          ))
        )}
        <span className="push">{toggle}</span>
      </div>
    </>
  )
}
