namespace SocialCommerce.Ladder.Payments;

/// <summary>
/// A payment plan with everything that covers it. A payment goes to the part that it names, up to what is open of it;
/// the rest, and a payment that names no part, goes to the open parts by their numbers. A write-off concerns its part
/// alone. Entries count in the order of their own times, so that the result depends on their set, whatever the order
/// in which they were reported. Pure.
/// </summary>
/// <param name="Parts">The parts by their numbers.</param>
/// <param name="PaidUpAt">
/// When the last part was paid up, not before the order was paid; null while a part is open.
/// </param>
/// <param name="ExcessMinor">What entries exceed the plan by.</param>
public sealed record PaymentSchedule(IReadOnlyList<PartState> Parts, DateTimeOffset? PaidUpAt, long ExcessMinor)
{
    /// <summary>What is open of all parts, in minor units.</summary>
    public long OpenMinor => Parts.Sum(part => part.OpenMinor);

    /// <summary>The part with this number, or null.</summary>
    public PartState? Part(int number) => Parts.FirstOrDefault(part => part.Part.Number == number);

    /// <summary>Lays entries over a plan.</summary>
    /// <param name="plan">The plan; valid.</param>
    /// <param name="orderPaidAt">When the order was paid.</param>
    /// <param name="entries">Payments and write-offs in any order, besides the parts that the plan has as paid.</param>
    public static PaymentSchedule Of(PaymentPlan plan, DateTimeOffset orderPaidAt, IEnumerable<PaymentEntry> entries)
    {
        PartState[] parts =
        [
            .. plan.Parts.OrderBy(part => part.Number).Select(part => new PartState(
                part, 0, 0, part.Amount.Amount == 0 ? orderPaidAt : null)),
        ];
        long excess = 0;
        foreach (var entry in Sorted(plan, entries))
        {
            var rest = entry.AmountMinor;
            for (var i = 0; i < parts.Length; i++)
                if (parts[i].Part.Number == entry.Part) rest = Cover(ref parts[i], entry, rest);
            for (var i = 0; i < parts.Length && !entry.IsWriteOff; i++) rest = Cover(ref parts[i], entry, rest);
            excess += rest;
        }
        var whole = parts.Max(part => part.PaidUpAt ?? DateTimeOffset.MaxValue);
        return new PaymentSchedule(
            parts,
            whole == DateTimeOffset.MaxValue ? null : whole > orderPaidAt ? whole : orderPaidAt, excess);
    }

    /// <summary>The time in which the order's clocks stand still for it.</summary>
    public ClockPause Pause(DateTimeOffset orderPaidAt) => new(orderPaidAt, PaidUpAt);

    private static IEnumerable<PaymentEntry> Sorted(PaymentPlan plan, IEnumerable<PaymentEntry> entries) =>
        plan.Parts.Where(part => part.PaidAt is not null)
            .Select(part => new PaymentEntry("", false, part.Number, part.Amount.Amount, part.PaidAt!.Value))
            .Concat(entries)
            .OrderBy(one => one.At).ThenBy(one => one.IsWriteOff)
            .ThenBy(one => one.PaymentId, StringComparer.Ordinal).ThenBy(one => one.Part);

    /// <summary>Covers what is open of a part with what is left of an entry; answers what is left then.</summary>
    private static long Cover(ref PartState part, PaymentEntry entry, long amount)
    {
        var taken = Math.Min(amount, part.OpenMinor);
        if (taken == 0) return amount;
        part = entry.IsWriteOff
            ? part with { WrittenOffMinor = part.WrittenOffMinor + taken }
            : part with { PaidMinor = part.PaidMinor + taken };
        if (part.OpenMinor == 0) part = part with { PaidUpAt = entry.At };
        return amount - taken;
    }
}
