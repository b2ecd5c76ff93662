/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Coded reason of an absence without granted leave (缺席原因). */
export type AbsenceReason =
  /** A family matter (家事). */
  | 'FAMILY'
  /** Ill (生病). */
  | 'ILLNESS'
  /** No reason given (无故); counted as unexcused. */
  | 'NONE_GIVEN'
  /** On duty elsewhere (公务). */
  | 'OFFICIAL_DUTY'
  /** Could not be reached (联系不上). */
  | 'OUT_OF_REACH'
  /** Seconded elsewhere (借调). */
  | 'SECONDED';

/** One person's attendance (出席情况). */
export type AttendanceEntryInput = {
  /** Why absent (缺席原因); with ABSENT, and only then. */
  absenceReason?: AbsenceReason | null | undefined;
  /** The granted leave (请假), with LEAVE; left out, the one that covers the day. */
  leaveId?: string | null | undefined;
  /** Someone on the roster (党员). */
  memberId: string;
  /** How it stands (状态). */
  status: AttendanceStatus;
};

/** Attendance of one person or many; all entries are recorded, or none (登记出席). */
export type AttendanceRecordInput = {
  /** The organisation on whose authority the entry is made, if not one's own (依据授权). */
  authority?: string | null | undefined;
  /** One entry a person, 1 to 1000 (出席情况). */
  entries: Array<AttendanceEntryInput>;
  /** Chosen by the client, 1 to 255 characters (幂等键). The same key with the same input gets the first answer again and has no second effect; with another input it is refused. */
  idempotencyKey: string;
  /** The meeting (会议). */
  meetingId: string;
  /** When it happened, if not just now (发生时间). */
  occurredAt?: string | null | undefined;
  /** Why, as a code in capitals such as `TYPING_ERROR` (原因); never free text. */
  reason?: string | null | undefined;
};

/** How an expected person's attendance stands (到会情况). */
export type AttendanceStatus =
  /** Away without granted leave (缺席). */
  | 'ABSENT'
  /** Present, but late (迟到); counted as present too. */
  | 'LATE'
  /** Away with granted leave (请假). */
  | 'LEAVE'
  /** Present (实到). */
  | 'PRESENT';

/** Someone on the register who is not expected, and why (不计入应到). */
export type ExclusionInput = {
  /** The member (党员). */
  memberId: string;
  /** Why not (原因). */
  reason: ExclusionReason;
};

/** Why someone on the register is not expected (不列入应到的原因). */
export type ExclusionReason =
  /** Abroad (出国出境). */
  | 'ABROAD'
  /** Ill for long (长期患病). */
  | 'LONG_ILLNESS'
  /** Not on the branch's committee (非支委). */
  | 'NOT_ON_COMMITTEE'
  /** Belongs to another party group (属其他党小组). */
  | 'OTHER_GROUP'
  /** Probationary and not invited (预备党员未列入). */
  | 'PROBATIONARY_NOT_INVITED'
  /** Takes part elsewhere (在他处参加组织生活). */
  | 'SECOND_AFFILIATION_ELSEWHERE';

/** That the meeting took place (会议结束). */
export type MeetingConcludeInput = {
  /** The organisation on whose authority the entry is made, if not one's own (依据授权). */
  authority?: string | null | undefined;
  /** How long it took, in minutes (时长). */
  durationMinutes?: number | null | undefined;
  /** The object's `version` that the change was made for (预期版本). If it has moved on, nothing is done and the answer is CONFLICT with `currentVersion`. */
  expectedVersion?: number | null | undefined;
  /** Chosen by the client, 1 to 255 characters (幂等键). The same key with the same input gets the first answer again and has no second effect; with another input it is refused. */
  idempotencyKey: string;
  /** The meeting (会议). */
  meetingId: string;
  /** When it happened, if not just now (发生时间). */
  occurredAt?: string | null | undefined;
  /** Why, as a code in capitals such as `TYPING_ERROR` (原因); never free text. */
  reason?: string | null | undefined;
};

/** Kinds of meeting (会议类型). */
export type MeetingKind =
  /** Meeting of a branch's committee (支委会). */
  | 'BRANCH_COMMITTEE_MEETING'
  /** Democratic appraisal (民主评议). */
  | 'DEMOCRATIC_APPRAISAL'
  /** General meeting of a branch (支部党员大会). */
  | 'GENERAL_MEETING'
  /** Meeting of a party group (党小组会). */
  | 'GROUP_MEETING'
  /** Micro-lecture (微党课). */
  | 'MICRO_LECTURE'
  /** Organisation life meeting (组织生活会). */
  | 'ORGANISATION_LIFE_MEETING'
  /** Party lecture (党课). */
  | 'PARTY_LECTURE'
  /** Theme party day (主题党日). */
  | 'THEME_PARTY_DAY';

/** A meeting to be planned (计划会议). */
export type MeetingPlanInput = {
  /** The organisation on whose authority the entry is made, if not one's own (依据授权). */
  authority?: string | null | undefined;
  /** Of one of several parts of one gathering (一会多开): a UUID that the client makes for it, the same in all of them (同一次集中). */
  gatheringId?: string | null | undefined;
  /** The day, in the county's time zone (召开日期). */
  heldOn: string;
  /** Chosen by the client, 1 to 255 characters (幂等键). The same key with the same input gets the first answer again and has no second effect; with another input it is refused. */
  idempotencyKey: string;
  /** Whether it is held within a business or other working meeting (与业务会议合并召开). */
  isOfBusiness?: boolean;
  /** Whether it is called at once, for a cause that cannot wait (紧急会议). */
  isUrgent?: boolean;
  /** Kind of meeting (会议类型). */
  kind: MeetingKind;
  /** When it happened, if not just now (发生时间). */
  occurredAt?: string | null | undefined;
  /** The branch or party group that meets (召开组织). */
  organisationId: string;
  /** Why, as a code in capitals such as `TYPING_ERROR` (原因); never free text. */
  reason?: string | null | undefined;
  /** Local time, "19:30" (开始时间). */
  startsAt?: string | null | undefined;
  /** Code of the month's theme (主题). */
  theme?: string | null | undefined;
};

/** How far a meeting has come (会议状态). */
export type MeetingStatus =
  /** It does not take place (已取消). */
  | 'CANCELLED'
  /** It took place (已召开). */
  | 'CONCLUDED'
  /** Those concerned were told (已通知). */
  | 'NOTIFIED'
  /** Planned (已计划). */
  | 'PLANNED'
  /** It is fixed who is expected (应到名册已定). */
  | 'ROSTER_FROZEN';

/** Who is expected (确定应到名单): everyone on the branch's register on the day, less the exclusions. */
export type RosterFreezeInput = {
  /** The organisation on whose authority the entry is made, if not one's own (依据授权). */
  authority?: string | null | undefined;
  /** Who is not expected, and why (不计入应到). */
  exclusions?: Array<ExclusionInput>;
  /** Chosen by the client, 1 to 255 characters (幂等键). The same key with the same input gets the first answer again and has no second effect; with another input it is refused. */
  idempotencyKey: string;
  /** The meeting (会议). */
  meetingId: string;
  /** When it happened, if not just now (发生时间). */
  occurredAt?: string | null | undefined;
  /** Why, as a code in capitals such as `TYPING_ERROR` (原因); never free text. */
  reason?: string | null | undefined;
};

export type BranchQueryVariables = Exact<{ [key: string]: never; }>;


export type BranchQuery = { viewer: { place: string | null } };

export type PlanMeetingMutationVariables = Exact<{
  input: MeetingPlanInput;
}>;


export type PlanMeetingMutation = { payload: { position: number | null, meeting: { id: string, heldOn: string } | null, userErrors: Array<{ code: string, field: Array<string> | null, index: number | null, message: string }> } };

export type FreezeRosterMutationVariables = Exact<{
  input: RosterFreezeInput;
}>;


export type FreezeRosterMutation = { payload: { position: number | null, meeting: { id: string, version: number, expected: { nodes: Array<{ member: { id: string, displayName: string | null } | null }> } } | null, userErrors: Array<{ code: string, field: Array<string> | null, index: number | null, message: string }> } };

export type TakeAttendanceMutationVariables = Exact<{
  input: AttendanceRecordInput;
}>;


export type TakeAttendanceMutation = { payload: { position: number | null, meeting: { id: string, version: number } | null, userErrors: Array<{ code: string, field: Array<string> | null, index: number | null, message: string }> } };

export type ConcludeMeetingMutationVariables = Exact<{
  input: MeetingConcludeInput;
}>;


export type ConcludeMeetingMutation = { payload: { position: number | null, meeting: { id: string, status: MeetingStatus } | null, userErrors: Array<{ code: string, field: Array<string> | null, index: number | null, message: string }> } };

export type RefusalFragment = { code: string, field: Array<string> | null, index: number | null, message: string };

export type BranchRollupQueryVariables = Exact<{
  branch: string;
  month: string;
  after: number;
}>;


export type BranchRollupQuery = { rollup: { meetingsHeld: number, expected: number, present: number | null, absent: number | null, unexcused: number | null, organisation: { name: string } | null, attendanceRate: { value: string | null } | null } | null };

export const RefusalFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<RefusalFragment, unknown>;
export const BranchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"viewer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"place"}}]}}]}}]} as unknown as DocumentNode<BranchQuery, BranchQueryVariables>;
export const PlanMeetingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlanMeeting"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingPlanInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"payload"},"name":{"kind":"Name","value":"meetingPlan"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meeting"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"heldOn"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<PlanMeetingMutation, PlanMeetingMutationVariables>;
export const FreezeRosterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FreezeRoster"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RosterFreezeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"payload"},"name":{"kind":"Name","value":"rosterFreeze"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meeting"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"expected"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1000"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"member"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<FreezeRosterMutation, FreezeRosterMutationVariables>;
export const TakeAttendanceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TakeAttendance"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AttendanceRecordInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"payload"},"name":{"kind":"Name","value":"attendanceRecord"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meeting"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<TakeAttendanceMutation, TakeAttendanceMutationVariables>;
export const ConcludeMeetingDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConcludeMeeting"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MeetingConcludeInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"payload"},"name":{"kind":"Name","value":"meetingConclude"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"meeting"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Refusal"}}]}},{"kind":"Field","name":{"kind":"Name","value":"position"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Refusal"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<ConcludeMeetingMutation, ConcludeMeetingMutationVariables>;
export const BranchRollupDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BranchRollup"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"branch"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"month"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Position"}}}}],"directives":[{"kind":"Directive","name":{"kind":"Name","value":"readAfter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"position"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}]}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rollup"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"node"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branch"}}},{"kind":"Argument","name":{"kind":"Name","value":"month"},"value":{"kind":"Variable","name":{"kind":"Name","value":"month"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"organisation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"meetingsHeld"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"present"}},{"kind":"Field","name":{"kind":"Name","value":"absent"}},{"kind":"Field","name":{"kind":"Name","value":"unexcused"}},{"kind":"Field","name":{"kind":"Name","value":"attendanceRate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}}]}}]}}]}}]} as unknown as DocumentNode<BranchRollupQuery, BranchRollupQueryVariables>;