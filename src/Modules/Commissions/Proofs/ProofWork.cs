namespace SocialCommerce.Commissions.Proofs;

/// <summary>How much a proof has done.</summary>
internal sealed class ProofWork
{
    /// <summary>How often a rule was run on an order.</summary>
    public long Runs { get; private set; }

    /// <summary>Counts an evaluation of so many rules.</summary>
    public void Ran(int rules) => Runs += rules;
}
