namespace SocialCommerce.Commissions.Proofs;

/// <summary>Counts the work of a proof.</summary>
internal sealed class ProofWork
{
    /// <summary>The number of times a rule was run on an order.</summary>
    public long Runs { get; private set; }

    /// <summary>Counts an evaluation of so many rules.</summary>
    public void Ran(int rules) => Runs += rules;
}
