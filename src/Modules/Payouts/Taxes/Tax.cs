namespace SocialCommerce.Payouts.Taxes;

/// <summary>What is withheld from payments. Pure.</summary>
internal static class Tax
{
    private const int FullBps = 10_000;

    /// <summary>The whole tax on what a payee was paid in the period, minor units, rounded once.</summary>
    /// <param name="table">The version of the rates in force.</param>
    /// <param name="gross">Everything paid in the period.</param>
    /// <param name="months">See <see cref="TaxPosition"/>.</param>
    public static long Due(TaxTable table, long gross, int months)
    {
        var isFixed = gross <= table.FixedUpTo;
        // Of one income either a fixed amount is free, or a part; times 10,000, so that it stays exact.
        var taxable = isFixed
            ? ((Int128)gross - table.FixedDeduction) * FullBps
            : (Int128)gross * (FullBps - table.DeductionBps);
        taxable -= (Int128)table.MonthlyDeduction * months * FullBps;
        if (taxable <= 0) return 0;
        var bracket = table.Brackets.First(step => step.UpTo is null || taxable <= (Int128)step.UpTo * FullBps);
        var tax = (taxable * bracket.RateBps) - ((Int128)bracket.Quick * FullBps * FullBps);
        return Allocation.RoundHalfEven(tax, (Int128)FullBps * FullBps);
    }

    /// <summary>
    /// What to withhold from one more payment: the tax on everything of the period less what is withheld already, never
    /// below 0, and never all of the payment. What a failed payment leaves too much or too little is made good here.
    /// </summary>
    public static long Withhold(TaxTable? table, TaxPosition before, long gross)
    {
        if (table is null || gross <= 0) return 0;
        var due = Due(table, before.Gross + gross, before.Months) - before.Withheld;
        return Math.Clamp(due, 0, gross - 1);
    }

    /// <summary>
    /// The payment before tax of which a payee got an amount: the inverse of <see cref="Withhold"/>. Of two that round
    /// to the same net it is the smaller one.
    /// </summary>
    /// <param name="table">The version of the rates in force; null where nothing is withheld.</param>
    /// <param name="before">What the payee was paid before in the period.</param>
    /// <param name="net">What the payee got, minor units; at least 1.</param>
    public static long GrossOf(TaxTable? table, TaxPosition before, long net)
    {
        if (table is null) return net;
        // A step of 1 before tax is one of 0 or 1 after it, so that every net is reached.
        var (low, high) = (net, net);
        while (high - Withhold(table, before, high) < net) high *= 2;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (middle - Withhold(table, before, middle) < net) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
