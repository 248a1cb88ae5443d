/** The server's records by their short names. */
import type { components } from './schema'

type Schemas = components['schemas']
export type Me = Schemas['Me']
export type Session = Schemas['Session']
export type Workbench = Schemas['Workbench']
export type ScenarioRow = Schemas['ScenarioRow']
export type ScenarioDetail = Schemas['ScenarioDetail']
export type Run = Schemas['Run']
export type ClueRow = Schemas['ClueRow']
export type Clue = Schemas['Clue']
export type Evidence = Schemas['Evidence']
export type Basis = Schemas['Basis']
export type Alert = Schemas['Alert']
export type Alerts = Schemas['Alerts']
export type CaseRow = Schemas['CaseRow']
export type CaseView = Schemas['CaseView']
export type Document = Schemas['Document']
export type DataView = Schemas['DataView']
export type RegisterRow = Schemas['RegisterRow']
export type TableRow = Schemas['TableRow']
export type FaultKind = Schemas['FaultKind']
export type Fault = Schemas['Fault']
export type AuditRow = Schemas['AuditRow']
export type Fact = Schemas['Fact']
export type GraphNode = Schemas['Node']
export type Trial = Schemas['Trial']
export type Param = Schemas['Param']

export const VERDICTS = ['confirmed', 'refuted', 'doubtful'] as const
export type Verdict = (typeof VERDICTS)[number]
export const ANSWERS = ['helpful', 'known', 'wrong', 'later'] as const
export type FeedbackAnswer = (typeof ANSWERS)[number]
