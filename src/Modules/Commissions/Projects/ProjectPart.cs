namespace SocialCommerce.Commissions.Projects;

/// <summary>A person's part of a task: in basis points, or an amount; one of the two.</summary>
/// <param name="CustomerId">An active partner.</param>
/// <param name="Bps">Basis points; all parts together 10,000.</param>
/// <param name="Amount">An amount; all parts together the task's.</param>
internal sealed record ProjectPart(string CustomerId, int? Bps = null, Money? Amount = null)
{
    internal long Weight => Bps ?? Amount?.Amount ?? 0;
}
