import type { Open, Unlisted } from "./unknown.js";
/** The types that are known. Bitex keeps no list, so others are normal; answer 200 to them. */
export type BitexEventType = "user_enabled" | "user_disabled" | `concierge_request_output_${"working" | "settling" | "settled" | "failed" | "returned" | "rejected"}` | "concierge_request_cancelled" | "concierge_request_receipt_created" | "concierge_request_credit_note_created" | `withdrawal_instruction_${"created" | "updated" | "destroyed"}`;
/** A JSON:API resource identifier. */
export interface BitexResourceId extends Open {
    type: string;
    id: string;
}
/** A JSON:API resource. */
export interface BitexResource extends BitexResourceId {
    attributes?: Open | null;
    relationships?: Open | null;
}
/** What happened and when. */
export interface BitexAttributes extends Open {
    event_type: BitexEventType | Unlisted<string>;
    /** When it happened, RFC 3339. */
    created_at?: string | null;
    /** When it was first sent, RFC 3339. */
    sent_at?: string | null;
}
/** The event itself. */
export interface BitexEventData extends Open {
    /** `events` */
    type: string;
    /** What to deduplicate by. */
    id: string;
    attributes: BitexAttributes;
    relationships?: BitexRelationships | null;
}
/** What the event is about. */
export interface BitexRelationships extends Open {
    resource?: BitexResourceLink | null;
}
/** A link to one resource. */
export interface BitexResourceLink extends Open {
    data?: BitexResourceId | null;
}
/**
 * The body of a Bitex delivery. `data.attributes.event_type` tells events apart: the shape is the same for all, the resource
 * that it is about differs.
 *
 * The header that was verified says nothing about the body.
 */
export interface BitexEvent extends Open {
    data: BitexEventData;
    included?: BitexResource[] | null;
}
