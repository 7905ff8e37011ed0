using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Payouts.Reconciliation;

/// <summary>
/// What a channel's list means: which transfers it ends, and which lost ones it books again, with the tax that the
/// shop's own rules give and never beyond what is settled. Pure.
/// </summary>
/// <param name="Known">Transfers that are paid already.</param>
/// <param name="Ends">Keys of transfers under way that are paid now.</param>
/// <param name="Recoveries">Transfers to book again, in the order of the list.</param>
internal sealed record ReconciliationPlan(int Known, IReadOnlyList<long> Ends, IReadOnlyList<Recovery> Recoveries)
{
    /// <summary>Decides what a list means.</summary>
    /// <exception cref="ProblemException">422 or 409 where the list contradicts the database or the rules.</exception>
    public static ReconciliationPlan Of(ReconcilePayouts.Row[] rows, ReconciliationFacts facts)
    {
        var (ends, lost, known) = (new List<long>(), new List<int>(), 0);
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].PaidAt > facts.Now)
                throw ReconciliationProblems.PaidInFuture.Because(
                    "The shop's clock is not there yet.", $"#/paid/{i}/paidAt");
            if (!facts.Transfers.TryGetValue(rows[i].TransferNo, out var transfer)) lost.Add(i);
            else if (IsUnderWay(rows[i], transfer, i)) ends.Add(transfer.TransferKey);
            else known++;
        }
        if (lost.Count > 0 && !facts.Restored)
            throw ReconciliationProblems.RestoreNotDetected.Because(
                "The shop never made this transfer, and no restore of the database is detected that could have lost "
                    + "it.",
                $"#/paid/{lost[0]}/transferNo");
        return new ReconciliationPlan(known, ends, Recover(rows, lost, facts));
    }

    /// <summary>The transfers to book, as the API shows them.</summary>
    public IReadOnlyList<RecoveredTransfer> Transfers(ReconcilePayouts.Row[] rows, Func<long, Money> money) =>
    [
        .. Recoveries.Select(one => new RecoveredTransfer(
            rows[one.Row].TransferNo, one.Customer.CustomerId, money(one.Part.Gross), money(one.Part.Tax),
            money(one.Part.Net))),
    ];

    /// <summary>Whether a transfer that is known has to be ended; refuses one that contradicts the channel.</summary>
    private static bool IsUnderWay(ReconcilePayouts.Row row, KnownTransfer transfer, int i)
    {
        if (row.Net.Amount != transfer.Net)
            throw TransferProblems.AmountDiffers.Because($"The transfer comes to {transfer.Net}.", $"#/paid/{i}/net");
        if (row.Tax is { } tax && tax.Amount != transfer.Tax)
            throw ReconciliationProblems.TaxDiffers.Because(
                $"The tax withheld from it is {transfer.Tax}.", $"#/paid/{i}/tax");
        if (row.CustomerId != transfer.CustomerId)
            throw ReconciliationProblems.CustomerDiffers.Because(
                "The transfer is another person's.", $"#/paid/{i}/customerId");
        if (transfer.State is "failed" or "expired" or "cancelled")
            throw TransferProblems.TransferClosed.Because($"The transfer is {transfer.State} here.", $"#/paid/{i}");
        // The channel did pay what came back later.
        return transfer.State is not ("paid" or "returned");
    }

    private static List<Recovery> Recover(ReconcilePayouts.Row[] rows, List<int> lost, ReconciliationFacts facts)
    {
        var groups = lost
            .Select(i => (Row: i, Customer: Payable(rows[i], i, facts),
                Month: facts.MonthOf(rows[i].PaidAt ?? facts.Now)))
            .GroupBy(one => (Payee: one.Customer.PayeeKey!.Value, one.Month))
            .OrderBy(group => group.Key.Month, StringComparer.Ordinal).ThenBy(group => group.Key.Payee);
        var (made, paid) = (new List<Recovery>(), new List<(long Payee, string Month, TransferPart Part)>());
        foreach (var group in groups)
        {
            var (payee, month) = group.Key;
            var table = group.First().Customer.Kind == "business" ? null : TaxTable.InForce(facts.TaxMode, month);
            var position = Position(facts, payee, month, table, paid);
            var parts = Parts(rows, [.. group.Select(one => one.Row)], table, position);
            foreach (var (one, part) in group.Zip(parts))
            {
                made.Add(new Recovery(one.Row, one.Customer, month, table?.Id, part, 0));
                paid.Add((payee, month, part));
            }
        }
        return Bounded([.. made.OrderBy(one => one.Row)], facts.Tolerance);
    }

    /// <summary>The customer of a lost transfer, who must have a verified payee and an approved account.</summary>
    private static PaidCustomer Payable(ReconcilePayouts.Row row, int i, ReconciliationFacts facts)
    {
        var place = $"#/paid/{i}/customerId";
        if (facts.People.GetValueOrDefault(row.CustomerId) is not { PayeeKey: not null } customer)
            throw ReconciliationProblems.PayeeMissing.Because(
                "The customer has no payee; register the payee first.", place);
        if (!customer.Verified)
            throw ReconciliationProblems.PayeeNotVerified.Because("Verify the payee first.", place);
        if (customer.AccountKey is null)
            throw ReconciliationProblems.AccountNotApproved.Because(
                "The payee has no approved account of this channel.", place);
        return customer;
    }

    /// <summary>What the payee was paid before in the period, earlier months of this list included.</summary>
    private static TaxPosition Position(
        ReconciliationFacts facts, long payee, string month, TaxTable? table,
        List<(long Payee, string Month, TransferPart Part)> paid)
    {
        var known = facts.Positions.TryGetValue(month, out var positions)
            ? positions.GetValueOrDefault(payee, new TaxPosition(0, 0))
            : new TaxPosition(0, 0);
        if (table is null) return known;
        var earlier = paid.Where(one => one.Payee == payee
            && string.CompareOrdinal(one.Month, table.PeriodStart(month)) >= 0).ToList();
        if (earlier.Count == 0) return known;
        var months = Math.Max(known.Months, TaxMonth.Count(earlier.Min(one => one.Month)!, month));
        return known.After(earlier.Sum(one => one.Part.Gross), earlier.Sum(one => one.Part.Tax)) with
        {
            Months = months,
        };
    }

    /// <summary>
    /// Gross, tax and net of a payee's transfers of a month. Parts of one payout share its tax, so that the sum of what
    /// a list says is held against the rules, not each transfer.
    /// </summary>
    private static List<TransferPart> Parts(
        ReconcilePayouts.Row[] rows, int[] places, TaxTable? table, TaxPosition position)
    {
        var told = places.Count(i => rows[i].Tax is not null);
        if (told == places.Length)
        {
            var gross = places.Sum(i => rows[i].Net.Amount + rows[i].Tax!.Amount);
            var due = Tax.Withhold(table, position, gross);
            if (places.Sum(i => rows[i].Tax!.Amount) != due)
                throw ReconciliationProblems.TaxDiffers.Because(
                    $"The tax on {gross} paid in this month is {due}.", $"#/paid/{places[0]}/tax");
            return
            [
                .. places.Select(i => new TransferPart(
                    rows[i].Net.Amount + rows[i].Tax!.Amount, rows[i].Tax!.Amount, rows[i].Net.Amount)),
            ];
        }
        if (told > 0)
            throw ReconciliationProblems.TaxIncomplete.Because(
                "Give the tax of all transfers that a payee was paid in a month, or of none.",
                $"#/paid/{places.First(i => rows[i].Tax is null)}/tax");
        var parts = new List<TransferPart>();
        foreach (var i in places)
        {
            var gross = Tax.GrossOf(table, position, rows[i].Net.Amount);
            var part = new TransferPart(gross, gross - rows[i].Net.Amount, rows[i].Net.Amount);
            position = position.After(part.Gross, part.Tax);
            parts.Add(part);
        }
        return parts;
    }

    private static List<Recovery> Bounded(List<Recovery> made, long tolerance)
    {
        var left = new Dictionary<long, long>();
        for (var i = 0; i < made.Count; i++)
        {
            var customer = made[i].Customer;
            var before = left.GetValueOrDefault(customer.CustomerKey, customer.Settled);
            var after = before - made[i].Part.Gross;
            if (after < -tolerance)
                throw ReconciliationProblems.ExceedsSettled.Because(
                    $"{Math.Max(before, 0)} is settled and not paid out; the transfer takes {made[i].Part.Gross}. "
                        + "Run the settlements that the restore has lost first.",
                    $"#/paid/{made[i].Row}/net");
            left[customer.CustomerKey] = after;
            made[i] = made[i] with { Beyond = Math.Max(-after, 0) - Math.Max(-before, 0) };
        }
        return made;
    }
}
