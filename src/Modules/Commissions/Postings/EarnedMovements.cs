namespace SocialCommerce.Commissions.Postings;

/// <summary>SQL conditions on a movement m, by which statements collect what a partner has earned.</summary>
internal static class EarnedMovements
{
    /// <summary>SQL: whether movement m, recorded before @start, was numbered after the run before.</summary>
    internal const string IsLeftOut = "m.movement_id > @before and m.recorded_at < @start";

    /// <summary>SQL: whether the run before has seen movement m.</summary>
    internal const string WasSeen = "(@before is null or m.movement_id <= @before)";

    /// <summary>SQL: whether movement m was left out of the statement of person p that is their last.</summary>
    internal const string WasLeftOut = "m.movement_id > p.seen";

    /// <summary>SQL: events that change what a person has earned.</summary>
    internal const string Earned = "'accrued', 'reversed', 'restored', 'absorbed', 'held', 'released'";

    /// <summary>SQL: of them, those that change what is free; a reversal of what is held changes nothing yet.</summary>
    internal const string IsFree =
        "(m.from_account in ('pending', 'available')) <> (m.to_account in ('pending', 'available'))";

    /// <summary>SQL: the change of what is free, signed.</summary>
    internal const string Change =
        "case when m.to_account in ('pending', 'available') then m.amount else -m.amount end";
}
