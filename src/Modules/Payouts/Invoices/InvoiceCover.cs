namespace SocialCommerce.Payouts.Invoices;

/// <summary>
/// The open invoices of payees, taken payout by payout: the one of exactly the payout's amount, else the oldest ones
/// that together cover it. What an invoice says beyond the payout is used up with it. Pure, but for what is taken.
/// </summary>
internal sealed class InvoiceCover(IEnumerable<OpenInvoice> open)
{
    private readonly Dictionary<long, List<OpenInvoice>> _open =
        open.GroupBy(one => one.PayeeKey).ToDictionary(group => group.Key, group => group.ToList());

    /// <summary>Takes what covers a payout; takes nothing where it is not covered.</summary>
    /// <param name="payeeKey">The payee.</param>
    /// <param name="gross">What it comes to before tax.</param>
    public InvoiceAnswer Take(long payeeKey, long gross)
    {
        if (!_open.TryGetValue(payeeKey, out var invoices) || invoices.Count == 0)
            return new InvoiceAnswer("noInvoice", []);
        var uses = new List<InvoiceUse>();
        var left = gross;
        var exact = invoices.Find(one => one.Open == gross);
        foreach (var one in exact is null ? invoices : [exact])
        {
            if (left == 0) break;
            var part = Math.Min(left, one.Open);
            uses.Add(new InvoiceUse(one.InvoiceKey, part));
            left -= part;
        }
        if (left > 0) return new InvoiceAnswer("invoiceTooSmall", []);
        var taken = uses.Select(use => use.InvoiceKey).ToHashSet();
        invoices.RemoveAll(one => taken.Contains(one.InvoiceKey));
        return new InvoiceAnswer(null, uses);
    }
}
