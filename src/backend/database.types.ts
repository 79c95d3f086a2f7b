// Written by `npm run db:snapshot` out of the migrations; a test compares.
// biome-ignore-all lint: generated

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
	public: {
		Tables: {
			agents: {
				Row: {
					abilities: string[]
					created_at: string
					created_by: string | null
					id: string
					imports: boolean
					last_used_at: string | null
					ledger_id: string
					name: string
					revoked_at: string | null
				}
				ComputedFields: never
				Insert: {
					abilities?: string[]
					created_at?: string
					created_by?: string | null
					id?: string
					imports?: boolean
					last_used_at?: string | null
					ledger_id: string
					name: string
					revoked_at?: string | null
				}
				Update: {
					abilities?: string[]
					created_at?: string
					created_by?: string | null
					id?: string
					imports?: boolean
					last_used_at?: string | null
					ledger_id?: string
					name?: string
					revoked_at?: string | null
				}
				Relationships: [
					{
						foreignKeyName: 'agents_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			bill_closings: {
				Row: {
					bill_month: string
					closing_date: string
					ledger_id: string
					source_id: number
				}
				ComputedFields: never
				Insert: {
					bill_month: string
					closing_date: string
					ledger_id: string
					source_id: number
				}
				Update: {
					bill_month?: string
					closing_date?: string
					ledger_id?: string
					source_id?: number
				}
				Relationships: [
					{
						foreignKeyName: 'bill_closings_ledger_id_source_id_fkey'
						columns: ['ledger_id', 'source_id']
						isOneToOne: false
						referencedRelation: 'sources'
						referencedColumns: ['ledger_id', 'id']
					},
				]
			}
			budgets: {
				Row: {
					amount_cents: number
					category_id: number | null
					id: string
					ledger_id: string
					month: string
				}
				ComputedFields: never
				Insert: {
					amount_cents: number
					category_id?: number | null
					id?: string
					ledger_id: string
					month: string
				}
				Update: {
					amount_cents?: number
					category_id?: number | null
					id?: string
					ledger_id?: string
					month?: string
				}
				Relationships: [
					{
						foreignKeyName: 'budgets_ledger_id_category_id_fkey'
						columns: ['ledger_id', 'category_id']
						isOneToOne: false
						referencedRelation: 'categories'
						referencedColumns: ['ledger_id', 'id']
					},
					{
						foreignKeyName: 'budgets_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			categories: {
				Row: {
					aliases: string[]
					color: number
					id: number
					ledger_id: string
					name: string
				}
				ComputedFields: never
				Insert: {
					aliases?: string[]
					color?: number
					id?: number
					ledger_id: string
					name: string
				}
				Update: {
					aliases?: string[]
					color?: number
					id?: number
					ledger_id?: string
					name?: string
				}
				Relationships: [
					{
						foreignKeyName: 'categories_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			contacts: {
				Row: {
					address: string
					created_at: string
					ledger_id: string
					person_id: number
				}
				ComputedFields: never
				Insert: {
					address: string
					created_at?: string
					ledger_id: string
					person_id: number
				}
				Update: {
					address?: string
					created_at?: string
					ledger_id?: string
					person_id?: number
				}
				Relationships: [
					{
						foreignKeyName: 'contacts_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
					{
						foreignKeyName: 'contacts_ledger_id_person_id_fkey'
						columns: ['ledger_id', 'person_id']
						isOneToOne: false
						referencedRelation: 'people'
						referencedColumns: ['ledger_id', 'id']
					},
				]
			}
			cycles: {
				Row: {
					closing_day: number | null
					due_day: number | null
					from_month: string | null
					id: string
					ledger_id: string
					source_id: number
				}
				ComputedFields: never
				Insert: {
					closing_day?: number | null
					due_day?: number | null
					from_month?: string | null
					id?: string
					ledger_id: string
					source_id: number
				}
				Update: {
					closing_day?: number | null
					due_day?: number | null
					from_month?: string | null
					id?: string
					ledger_id?: string
					source_id?: number
				}
				Relationships: [
					{
						foreignKeyName: 'cycles_ledger_id_source_id_fkey'
						columns: ['ledger_id', 'source_id']
						isOneToOne: false
						referencedRelation: 'sources'
						referencedColumns: ['ledger_id', 'id']
					},
				]
			}
			inbox: {
				Row: {
					action: string
					after: Json | null
					agent_id: string | null
					amount: Json | null
					amount_cents: number | null
					before: Json | null
					bill_month: string | null
					candidates: Json | null
					category: string | null
					completes_item: number | null
					completes_message_id: string | null
					description: string | null
					dismissed_at: string | null
					dismissed_by: string | null
					from_part: number | null
					id: string
					if_revision: number | null
					installments: number | null
					item: number
					kind: string | null
					ledger_id: string
					member_id: string | null
					message_id: string
					occurred_at: string | null
					part: number | null
					parts: number | null
					parts_to: string | null
					payload: Json | null
					person: string | null
					reason: string | null
					reason_detail: string | null
					received_at: string
					revision: number | null
					sender: string | null
					sender_id: number | null
					sent_at: string | null
					source: string | null
					status: string
					target_item: number | null
					target_message_id: string | null
					target_text: string | null
					to_source: string | null
					transaction_id: string | null
					agents: {
						abilities: string[]
						created_at: string
						created_by: string | null
						id: string
						imports: boolean
						last_used_at: string | null
						ledger_id: string
						name: string
						revoked_at: string | null
					} | null
				}
				ComputedFields: 'agents'
				Insert: {
					action?: string
					after?: Json | null
					agent_id?: string | null
					amount?: Json | null
					amount_cents?: number | null
					before?: Json | null
					bill_month?: string | null
					candidates?: Json | null
					category?: string | null
					completes_item?: number | null
					completes_message_id?: string | null
					description?: string | null
					dismissed_at?: string | null
					dismissed_by?: string | null
					from_part?: number | null
					id?: string
					if_revision?: number | null
					installments?: number | null
					item?: number
					kind?: string | null
					ledger_id: string
					member_id?: string | null
					message_id: string
					occurred_at?: string | null
					part?: number | null
					parts?: number | null
					parts_to?: string | null
					payload?: Json | null
					person?: string | null
					reason?: string | null
					reason_detail?: string | null
					received_at?: string
					revision?: number | null
					sender?: string | null
					sender_id?: number | null
					sent_at?: string | null
					source?: string | null
					status?: string
					target_item?: number | null
					target_message_id?: string | null
					target_text?: string | null
					to_source?: string | null
					transaction_id?: string | null
				}
				Update: {
					action?: string
					after?: Json | null
					agent_id?: string | null
					amount?: Json | null
					amount_cents?: number | null
					before?: Json | null
					bill_month?: string | null
					candidates?: Json | null
					category?: string | null
					completes_item?: number | null
					completes_message_id?: string | null
					description?: string | null
					dismissed_at?: string | null
					dismissed_by?: string | null
					from_part?: number | null
					id?: string
					if_revision?: number | null
					installments?: number | null
					item?: number
					kind?: string | null
					ledger_id?: string
					member_id?: string | null
					message_id?: string
					occurred_at?: string | null
					part?: number | null
					parts?: number | null
					parts_to?: string | null
					payload?: Json | null
					person?: string | null
					reason?: string | null
					reason_detail?: string | null
					received_at?: string
					revision?: number | null
					sender?: string | null
					sender_id?: number | null
					sent_at?: string | null
					source?: string | null
					status?: string
					target_item?: number | null
					target_message_id?: string | null
					target_text?: string | null
					to_source?: string | null
					transaction_id?: string | null
				}
				Relationships: []
			}
			invitations: {
				Row: {
					created_at: string
					email: string
					id: string
					invited_by: string | null
					ledger_id: string
					role: string
				}
				ComputedFields: never
				Insert: {
					created_at?: string
					email: string
					id?: string
					invited_by?: string | null
					ledger_id: string
					role: string
				}
				Update: {
					created_at?: string
					email?: string
					id?: string
					invited_by?: string | null
					ledger_id?: string
					role?: string
				}
				Relationships: [
					{
						foreignKeyName: 'invitations_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			ledgers: {
				Row: {
					basis: string
					corrections: boolean
					created_at: string
					currency: string
					epoch: number
					id: string
					inbox_revision: number
					name: string
					revision: number
					settings_revision: number
					timezone: string
				}
				ComputedFields: never
				Insert: {
					basis?: string
					corrections?: boolean
					created_at?: string
					currency?: string
					epoch?: number
					id?: string
					inbox_revision?: number
					name: string
					revision?: number
					settings_revision?: number
					timezone?: string
				}
				Update: {
					basis?: string
					corrections?: boolean
					created_at?: string
					currency?: string
					epoch?: number
					id?: string
					inbox_revision?: number
					name?: string
					revision?: number
					settings_revision?: number
					timezone?: string
				}
				Relationships: []
			}
			members: {
				Row: {
					created_at: string
					ledger_id: string
					name: string | null
					role: string
					user_id: string
				}
				ComputedFields: never
				Insert: {
					created_at?: string
					ledger_id: string
					name?: string | null
					role: string
					user_id: string
				}
				Update: {
					created_at?: string
					ledger_id?: string
					name?: string | null
					role?: string
					user_id?: string
				}
				Relationships: [
					{
						foreignKeyName: 'members_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			people: {
				Row: {
					aliases: string[]
					id: number
					ledger_id: string
					name: string
				}
				ComputedFields: never
				Insert: {
					aliases?: string[]
					id?: number
					ledger_id: string
					name: string
				}
				Update: {
					aliases?: string[]
					id?: number
					ledger_id?: string
					name?: string
				}
				Relationships: [
					{
						foreignKeyName: 'people_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			recurring: {
				Row: {
					amount_cents: number
					category_id: number | null
					day: number
					id: string
					kind: string
					ledger_id: string
					name: string
					source_id: number | null
					until: string | null
				}
				ComputedFields: never
				Insert: {
					amount_cents: number
					category_id?: number | null
					day: number
					id?: string
					kind?: string
					ledger_id: string
					name: string
					source_id?: number | null
					until?: string | null
				}
				Update: {
					amount_cents?: number
					category_id?: number | null
					day?: number
					id?: string
					kind?: string
					ledger_id?: string
					name?: string
					source_id?: number | null
					until?: string | null
				}
				Relationships: [
					{
						foreignKeyName: 'recurring_ledger_id_category_id_fkey'
						columns: ['ledger_id', 'category_id']
						isOneToOne: false
						referencedRelation: 'categories'
						referencedColumns: ['ledger_id', 'id']
					},
					{
						foreignKeyName: 'recurring_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
					{
						foreignKeyName: 'recurring_ledger_id_source_id_fkey'
						columns: ['ledger_id', 'source_id']
						isOneToOne: false
						referencedRelation: 'sources'
						referencedColumns: ['ledger_id', 'id']
					},
				]
			}
			reminder_settings: {
				Row: {
					kinds: string[]
					ledger_id: string
					quiet_from: number
					quiet_to: number
				}
				ComputedFields: never
				Insert: {
					kinds?: string[]
					ledger_id: string
					quiet_from?: number
					quiet_to?: number
				}
				Update: {
					kinds?: string[]
					ledger_id?: string
					quiet_from?: number
					quiet_to?: number
				}
				Relationships: [
					{
						foreignKeyName: 'reminder_settings_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: true
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			senders: {
				Row: {
					id: number
					ledger_id: string
					sender: string
				}
				ComputedFields: never
				Insert: {
					id: number
					ledger_id: string
					sender: string
				}
				Update: {
					id?: number
					ledger_id?: string
					sender?: string
				}
				Relationships: [
					{
						foreignKeyName: 'senders_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			sources: {
				Row: {
					aliases: string[]
					archived: boolean
					id: number
					ledger_id: string
					name: string
				}
				ComputedFields: never
				Insert: {
					aliases?: string[]
					archived?: boolean
					id?: number
					ledger_id: string
					name: string
				}
				Update: {
					aliases?: string[]
					archived?: boolean
					id?: number
					ledger_id?: string
					name?: string
				}
				Relationships: [
					{
						foreignKeyName: 'sources_ledger_id_fkey'
						columns: ['ledger_id']
						isOneToOne: false
						referencedRelation: 'ledgers'
						referencedColumns: ['id']
					},
				]
			}
			transactions: {
				Row: {
					agent_id: string
					amount_cents: number
					bill_given: boolean
					bill_month: string
					category_id: number | null
					category_text: string | null
					created_at: string
					description: string
					first_month: string
					id: string
					installments: number
					item: number
					kind: string
					last_month: string
					ledger_id: string
					message_id: string
					moves: Json | null
					occurred_at: string
					part: number | null
					parts: number | null
					pays_month: string | null
					person_id: number | null
					person_text: string | null
					refund_of: string | null
					revision: number
					source_id: number | null
					source_text: string | null
					to_source_id: number | null
					to_source_text: string | null
					updated_at: string
					voided: boolean
				}
				ComputedFields: never
				Insert: {
					agent_id: string
					amount_cents: number
					bill_given?: boolean
					bill_month: string
					category_id?: number | null
					category_text?: string | null
					created_at?: string
					description: string
					first_month: string
					id: string
					installments: number
					item: number
					kind: string
					last_month: string
					ledger_id: string
					message_id: string
					moves?: Json | null
					occurred_at: string
					part?: number | null
					parts?: number | null
					pays_month?: string | null
					person_id?: number | null
					person_text?: string | null
					refund_of?: string | null
					revision: number
					source_id?: number | null
					source_text?: string | null
					to_source_id?: number | null
					to_source_text?: string | null
					updated_at?: string
					voided?: boolean
				}
				Update: {
					agent_id?: string
					amount_cents?: number
					bill_given?: boolean
					bill_month?: string
					category_id?: number | null
					category_text?: string | null
					created_at?: string
					description?: string
					first_month?: string
					id?: string
					installments?: number
					item?: number
					kind?: string
					last_month?: string
					ledger_id?: string
					message_id?: string
					moves?: Json | null
					occurred_at?: string
					part?: number | null
					parts?: number | null
					pays_month?: string | null
					person_id?: number | null
					person_text?: string | null
					refund_of?: string | null
					revision?: number
					source_id?: number | null
					source_text?: string | null
					to_source_id?: number | null
					to_source_text?: string | null
					updated_at?: string
					voided?: boolean
				}
				Relationships: []
			}
		}
		Views: {
			bill_items: {
				Row: {
					amount_cents: number | null
					bill_month: string | null
					category: string | null
					category_id: number | null
					category_text: string | null
					description: string
					installment: number | null
					installments: number | null
					kind: string
					ledger_id: string
					occurred_at: string
					person: string | null
					person_id: number | null
					person_text: string | null
					refund_of: string | null
					revision: number
					source: string | null
					source_id: number | null
					source_text: string | null
					spending_cents: number | null
					to_source: string | null
					to_source_id: number | null
					to_source_text: string | null
					transaction_id: string
				}
				ComputedFields: never
				Relationships: []
			}
			current_month_bill: {
				Row: {
					amount_cents: number | null
					bill_month: string | null
					category: string | null
					category_id: number | null
					category_text: string | null
					description: string
					installment: number | null
					installments: number | null
					kind: string
					ledger_id: string
					occurred_at: string
					person: string | null
					person_id: number | null
					person_text: string | null
					refund_of: string | null
					revision: number
					source: string | null
					source_id: number | null
					source_text: string | null
					spending_cents: number | null
					to_source: string | null
					to_source_id: number | null
					to_source_text: string | null
					transaction_id: string
				}
				ComputedFields: never
				Relationships: []
			}
			monthly_totals: {
				Row: {
					amount_cents: number | null
					bill_month: string | null
					category: string | null
					category_id: number | null
					items: number | null
					kind: string | null
					ledger_id: string | null
					source: string | null
					source_id: number | null
					spending_cents: number | null
				}
				ComputedFields: never
				Relationships: []
			}
			monthly_totals_by_day: {
				Row: {
					amount_cents: number | null
					category: string | null
					category_id: number | null
					items: number | null
					kind: string
					ledger_id: string
					month: string | null
					source: string | null
					source_id: number | null
					spending_cents: number | null
				}
				ComputedFields: never
				Relationships: []
			}
			previous_month_bill: {
				Row: {
					amount_cents: number | null
					bill_month: string | null
					category: string | null
					category_id: number | null
					category_text: string | null
					description: string
					installment: number | null
					installments: number | null
					kind: string
					ledger_id: string
					occurred_at: string
					person: string | null
					person_id: number | null
					person_text: string | null
					refund_of: string | null
					revision: number
					source: string | null
					source_id: number | null
					source_text: string | null
					spending_cents: number | null
					to_source: string | null
					to_source_id: number | null
					to_source_text: string | null
					transaction_id: string
				}
				ComputedFields: never
				Relationships: []
			}
		}
		Functions: {
			accept_invitation: { Args: { invitation_id: string; name?: string }; Returns: string }
			agent_answered: { Args: { asked?: Json; message_id: string; said?: string }; Returns: undefined }
			agent_context: { Args: Record<PropertyKey, never>; Returns: Json }
			agent_join: { Args: { code: string; contact: string }; Returns: Json }
			agent_keep: { Args: { item: number; message_id: string }; Returns: boolean }
			agent_mute: { Args: { contact: string; kind?: string; until?: string }; Returns: undefined }
			agent_received: {
				Args: { contacts: string[]; message_id: string; moved_from?: string; route?: Json; sent_at?: string }
				Returns: Json
			}
			agent_recorded: { Args: { ids: string[] }; Returns: string[] }
			agent_reminded: { Args: { ids: string[] }; Returns: undefined }
			agent_reminders: { Args: { contact?: string }; Returns: Json }
			agent_replied: { Args: { message_id: string; reply_ids: string[] }; Returns: undefined }
			agent_sources: { Args: Record<PropertyKey, never>; Returns: Json }
			agent_summary: {
				Args: {
					basis?: string
					category?: string
					from_month?: string
					month?: string
					person?: string
					source?: string
					text?: string
					to_month?: string
				}
				Returns: Json
			}
			agent_thread: {
				Args: { about?: string; message_id: string; sender?: string; sent_at?: string }
				Returns: Json
			}
			agent_undelivered: { Args: { detail?: string; message_id: string; said?: string }; Returns: boolean }
			agents: {
				Args: {
					item: Omit<
						Database['public']['Tables']['inbox']['Row'],
						Database['public']['Tables']['inbox']['ComputedFields']
					>
				}
				Returns: {
					abilities: string[]
					created_at: string
					created_by: string | null
					id: string
					imports: boolean
					last_used_at: string | null
					ledger_id: string
					name: string
					revoked_at: string | null
				}
				SetofOptions: {
					from: 'inbox'
					to: 'agents'
					isOneToOne: true
					isSetofReturn: true
				}
			}
			correct: {
				Args: { items: Json; ledger_id: string }
				Returns: {
					action: string
					after: Json | null
					agent_id: string | null
					amount: Json | null
					amount_cents: number | null
					before: Json | null
					bill_month: string | null
					candidates: Json | null
					category: string | null
					completes_item: number | null
					completes_message_id: string | null
					description: string | null
					dismissed_at: string | null
					dismissed_by: string | null
					from_part: number | null
					id: string
					if_revision: number | null
					installments: number | null
					item: number
					kind: string | null
					ledger_id: string
					member_id: string | null
					message_id: string
					occurred_at: string | null
					part: number | null
					parts: number | null
					parts_to: string | null
					payload: Json | null
					person: string | null
					reason: string | null
					reason_detail: string | null
					received_at: string
					revision: number | null
					sender: string | null
					sender_id: number | null
					sent_at: string | null
					source: string | null
					status: string
					target_item: number | null
					target_message_id: string | null
					target_text: string | null
					to_source: string | null
					transaction_id: string | null
				}[]
				SetofOptions: {
					from: '*'
					to: 'inbox'
					isOneToOne: false
					isSetofReturn: true
				}
			}
			create_agent: { Args: { abilities?: string[]; ledger_id: string; name: string }; Returns: Json }
			create_join_code: { Args: { ledger_id: string; person_id: number }; Returns: Json }
			create_ledger: {
				Args: { currency?: string; member_name?: string; name: string; timezone?: string }
				Returns: {
					basis: string
					corrections: boolean
					created_at: string
					currency: string
					epoch: number
					id: string
					inbox_revision: number
					name: string
					revision: number
					settings_revision: number
					timezone: string
				}
				SetofOptions: {
					from: '*'
					to: 'ledgers'
					isOneToOne: true
					isSetofReturn: false
				}
			}
			decline_invitation: { Args: { invitation_id: string }; Returns: undefined }
			delete_account: { Args: { email: string }; Returns: undefined }
			delete_label: { Args: { id: number; ledger_id: string; move_to?: number; what: string }; Returns: Json }
			delete_ledger: { Args: { ledger_id: string; name: string }; Returns: boolean }
			dismiss_inbox: { Args: { inbox_id: string }; Returns: undefined }
			dismiss_undelivered: { Args: { dismissed?: boolean; undelivered_id: string }; Returns: undefined }
			erase_remains: { Args: { ledger_id: string }; Returns: boolean }
			erase_texts: {
				Args: { contact?: string; ledger_id: string; message_id?: string; person_id?: number }
				Returns: number
			}
			export_ledger: { Args: { ledger_id: string; with_rows?: boolean }; Returns: Json }
			export_rows: {
				Args: { after?: Json; ledger_id: string; max_rows?: number; what: string }
				Returns: Json
			}
			import_token: { Args: { ledger_id: string }; Returns: string }
			invite_member: { Args: { email: string; ledger_id: string; role: string }; Returns: string }
			keep_repeat: { Args: { transaction_id: string }; Returns: undefined }
			label_uses: { Args: { id: number; ledger_id: string; what: string }; Returns: number }
			ledger_changes: {
				Args: { after: number; from_month?: string; ledger_id: string; max_rows?: number; to_month?: string }
				Returns: Json
			}
			list_members: {
				Args: { ledger_id: string }
				Returns: {
					email: string
					name: string
					role: string
					user_id: string
					you: boolean
				}[]
			}
			map_text: { Args: { id: number; label: string; ledger_id: string; what: string }; Returns: number }
			merge_labels: {
				Args: { from_id: number; into_id: number; ledger_id: string; what: string }
				Returns: Json
			}
			my_invitations: {
				Args: Record<PropertyKey, never>
				Returns: {
					created_at: string
					id: string
					invited_by: string
					ledger: string
					role: string
				}[]
			}
			preview_cycle: {
				Args: {
					closing_day: number
					due_day: number
					from_month: string
					ledger_id: string
					source_id: number
				}
				Returns: Json
			}
			quiet_agents: {
				Args: { ledger_id: string }
				Returns: {
					agent_id: string
					last_on: string
					name: string
					usual_days: number
				}[]
			}
			remove_member: { Args: { ledger_id: string; user_id: string }; Returns: undefined }
			rename_member: { Args: { ledger_id: string; name: string }; Returns: undefined }
			revoke_agent: { Args: { agent_id: string }; Returns: undefined }
			set_member_role: { Args: { ledger_id: string; role: string; user_id: string }; Returns: undefined }
			told_twice: {
				Args: { ledger_id: string }
				Returns: {
					repeats: Json
					said: Json
					transaction_id: string
				}[]
			}
			transaction_history: {
				Args: { transaction_id: string }
				Returns: {
					action: string
					after: Json | null
					agent_id: string | null
					amount: Json | null
					amount_cents: number | null
					before: Json | null
					bill_month: string | null
					candidates: Json | null
					category: string | null
					completes_item: number | null
					completes_message_id: string | null
					description: string | null
					dismissed_at: string | null
					dismissed_by: string | null
					from_part: number | null
					id: string
					if_revision: number | null
					installments: number | null
					item: number
					kind: string | null
					ledger_id: string
					member_id: string | null
					message_id: string
					occurred_at: string | null
					part: number | null
					parts: number | null
					parts_to: string | null
					payload: Json | null
					person: string | null
					reason: string | null
					reason_detail: string | null
					received_at: string
					revision: number | null
					sender: string | null
					sender_id: number | null
					sent_at: string | null
					source: string | null
					status: string
					target_item: number | null
					target_message_id: string | null
					target_text: string | null
					to_source: string | null
					transaction_id: string | null
				}[]
				SetofOptions: {
					from: '*'
					to: 'inbox'
					isOneToOne: false
					isSetofReturn: true
				}
			}
			undelivered_replies: {
				Args: { ledger_id: string }
				Returns: {
					detail: string
					failed_at: string
					id: string
					person: string
					said: string
				}[]
			}
			undismiss_inbox: { Args: { inbox_id: string }; Returns: undefined }
			undo_label: { Args: { ledger_id: string; undo: string }; Returns: number }
			unknown_texts: {
				Args: { ledger_id: string }
				Returns: {
					count: number
					text: string
					what: string
				}[]
			}
			unmap_text: { Args: { id: number; label: string; ledger_id: string; what: string }; Returns: number }
		}
		Enums: {
			[_ in never]: never
		}
		CompositeTypes: {
			[_ in never]: never
		}
	}
}

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>]

export type Tables<
	DefaultSchemaTableNameOrOptions extends
		| keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
		| { schema: keyof DatabaseWithoutInternals },
	TableName extends DefaultSchemaTableNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals
	}
		? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
				DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
		: never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
			DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
			Row: infer R
		}
		? R
		: never
	: DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
		? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
				Row: infer R
			}
			? R
			: never
		: never

export type TablesInsert<
	DefaultSchemaTableNameOrOptions extends
		| keyof DefaultSchema['Tables']
		| { schema: keyof DatabaseWithoutInternals },
	TableName extends DefaultSchemaTableNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals
	}
		? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
		: never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
			Insert: infer I
		}
		? I
		: never
	: DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
		? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
				Insert: infer I
			}
			? I
			: never
		: never

export type TablesUpdate<
	DefaultSchemaTableNameOrOptions extends
		| keyof DefaultSchema['Tables']
		| { schema: keyof DatabaseWithoutInternals },
	TableName extends DefaultSchemaTableNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals
	}
		? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
		: never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
			Update: infer U
		}
		? U
		: never
	: DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
		? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
				Update: infer U
			}
			? U
			: never
		: never

export type Enums<
	DefaultSchemaEnumNameOrOptions extends
		| keyof DefaultSchema['Enums']
		| { schema: keyof DatabaseWithoutInternals },
	EnumName extends DefaultSchemaEnumNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals
	}
		? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
		: never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
	: DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
		? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
		: never

export type CompositeTypes<
	PublicCompositeTypeNameOrOptions extends
		| keyof DefaultSchema['CompositeTypes']
		| { schema: keyof DatabaseWithoutInternals },
	CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
		schema: keyof DatabaseWithoutInternals
	}
		? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
		: never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
	? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
	: PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
		? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
		: never

export const Constants = {
	public: {
		Enums: {},
	},
} as const
