namespace SocialCommerce.Membership;

/// <summary>The words of Membership in the API: parameters, ids, and names that many types share.</summary>
internal static class MembershipTerms
{
    /// <summary>Each name once in the whole product.</summary>
    public static readonly IReadOnlyList<Term> All =
    [
        Term.Id("tierId", "gold", "The merchant's own id of a member tier."),
        new("at", "2026-01-31T09:30:00Z", "Only the interval that holds this instant."),
        Term.Id("invitationId", "inv-20260131-1", "The merchant's own id of an invitation to a tier."),
        Term.Id("templateId", "ten-off", "The merchant's own id of a coupon template."),
        Term.Id("assignmentId", "birthdays-2026-02", "The merchant's own id of an assignment of coupons."),
        Term.Id("topUpId", "tu-20260131-1", "The merchant's own id of a top-up."),
        Term.Id("offerId", "500-plus-50", "The merchant's own id of a top-up offer."),
        Term.Id("reservationId", "res-20260131-7", "The merchant's own id of a reservation of stored value."),
        Term.Id("useId", "use-20260131-7", "The merchant's own id of a use of a privilege."),
        Term.Id("quoteId", "q-20260131-7", "The merchant's own id of a quote."),
        Term.Id("spendId", "sp-20260131-7", "The merchant's own id of a spend of points."),
        Term.Id("cancellationId", "spc-20260205-1", "The merchant's own id of a cancellation of a spend."),
        Term.Id("giftId", "gift-20260131-1", "The merchant's own id of a gift of points."),
        Term.Id("returnId", "svb-20260205-1", "The merchant's own id of a return of spent stored value."),
        new("worklist", "nearTier", "One of the worklists."),
        new("done", "true", "True for the tasks that are marked as done; without it the open ones."),
        new("nearBps", "8000", "The part of the next tier's growth from which on it is near, in basis points."),
        Term.Id("contactId", "wx-20260131-7", "The merchant's own id of a contact."),
        Term.Id("relationEventId", "wx-msg-88213", "The merchant's own id of an event of a relation."),
        Term.Id("recordId", "cer-20260201-1", "The merchant's own id of a record of a ceremony."),
        Term.Id("decisionId", "dec-20260210-1", "The merchant's own id of a decision about a membership."),
        new("memberNumber", "SVIP070", "A member number in any form that it has had; without regard to case."),
        new("state", "pending", "Only memberships in this state; `pending` without one."),
        new("returned", "true", "Only memberships that have begun and whose order went back since."),
        new("holder", "Li Mei", "The name on the certificate; the customer's id without one."),
        Term.Id("boardId", "loyal", "The merchant's own id of a leaderboard."),
        new("startsOn", "2026-01-01", "First day of a period, in the shop's time zone; the running one by default."),
        Term.Id("badgeId", "patron", "The merchant's own id of a badge or title."),
        Term.Id("awardId", "aw-20260131-1", "Id of an award of a badge, the merchant's own or one by rule."),
        Term.Id("gameId", "spring-wheel", "The merchant's own id of a game."),
        Term.Id("playId", "play-20260131-7", "The merchant's own id of a play of a wheel."),
        Term.Id("prizeId", "fifty", "The merchant's own id of a prize."),
        Term.Id("teamId", "north", "The merchant's own id of a team of a contest."),
        new("withinDays", "30", "Days within which an action counts as due."),
        new("couponCode", "7K2M-9P4Q-XH3Y", "Code of a coupon; without regard to case and hyphens."),
    ];
}
